/* What makes a readable page live; each part stands alone. */
import { start as bell } from "./bell.js";
import { start as editor } from "./editor.js";
import { start as live } from "./live.js";
import { start as keys } from "./keys.js";
import { start as menus } from "./menus.js";

menus();
live(editor, bell());
editor(document);
keys();
