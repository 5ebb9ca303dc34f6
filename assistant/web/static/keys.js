/* The keyboard. No single key acts while somebody types; Ctrl+Enter does. */
import { edit } from "./editor.js";

const OFF = "rightback-keys-off";
let before = "";

export function start() {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const off = dialog.querySelector("[data-keys-off]");
  off.checked = localStorage.getItem(OFF) === "yes";
  off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
  document.querySelector("[data-keys]:is(button)")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return approve(event);
    if (event.ctrlKey || event.metaKey || event.altKey || off.checked || dialog.open) return;
    if (event.target.closest("input, textarea:not([readonly]), select, [contenteditable]")) return;
    if (pressed(event.key, dialog)) event.preventDefault();
  });
}

function approve(event) {
  const button = document.querySelector("[data-approve]");
  if (!button) return;
  if (event.target.closest("form") && event.target.closest("form") !== button.form) return;
  event.preventDefault();
  button.form.requestSubmit(button);
}

function pressed(key, dialog) {
  const pair = before + key;
  before = key === "g" ? "g" : "";
  if (pair === "gt") return go("/today");
  if (pair === "gc") return go("/customers");
  if (key === "g") return true;
  if (key === "?") return dialog.showModal() || true;
  if (key === "/") return search();
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "e") return editing();
  if (key === "z") return press("[data-undo]");
  return menu(key);
}

function go(to) {
  location.assign(to);
  return true;
}

function search() {
  const field = document.getElementById("search");
  if (!field) return go("/customers");
  field.focus();
  return true;
}

function move(step) {
  const rows = [...document.querySelectorAll("main .row")].filter((row) => row.offsetParent).map((row) => (row.matches("a") ? row : row.querySelector("a"))).filter(Boolean);
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + step))].focus();
  return true;
}

function editing() {
  const text = document.querySelector(".editor__text");
  if (text) edit(text);
  return Boolean(text);
}

function press(selector) {
  const button = document.querySelector(selector);
  button?.click();
  return Boolean(button);
}

function menu(key) {
  const found = document.querySelector(`details[data-key="${CSS.escape(key)}"]`);
  if (!found) return false;
  found.open = true;
  found.querySelector(".menu__card :is(textarea, select, button, input:not([type=hidden]))")?.focus();
  return true;
}
