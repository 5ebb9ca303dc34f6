/* Rightback chat: <script src=".../widget.js" data-inbox="TOKEN" defer></script>
   No request and nothing stored before the visitor opens it and writes. What they wrote is kept in this
   browser until the server has it; a line that is sent twice is filed once. Text only, never HTML. */
(() => {
  "use strict";
  const tag = document.currentScript;
  const inbox = tag && tag.dataset.inbox;
  if (!inbox || document.getElementById("rightback-chat")) return;
  const base = new URL(`chat/${encodeURIComponent(inbox)}/`, tag.src).href;
  const KEY = `rightback:${inbox}`;
  const LONGEST = 4000;
  const SECOND = 1000;

  /* What this browser remembers: visitor, name, email, and the lines that the server does not have yet. */
  let memory = {};
  let keeps = true;
  const mine = () => {
    if (!keeps) return memory;
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return memory; }
  };
  const remember = (change) => {
    memory = { ...mine(), ...change };
    try { localStorage.setItem(KEY, JSON.stringify(memory)); } catch { keeps = false; }
  };
  const key = (line) => line.line || line.id;
  const unsent = () => mine().queue || [];

  const CSS = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    .all { --card: #fff; --ink: #1d1b18; --soft: #5f5a52; --line: #8c857a; --wash: #f3f0ea; --accent: #0b6b5e; --on: #fff; --late: #b3261e;
      color-scheme: light dark; position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    @media (prefers-color-scheme: dark) { .all { --card: #1f1d1a; --ink: #efece6; --soft: #b3ada3; --line: #7d766b; --wash: #2a2824; --accent: #58c3b0; --on: #06231e; --late: #ff9a90; } }
    [hidden] { display: none !important; }
    button, input, textarea { font: inherit; color: inherit; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    .open, .send { border: 0; border-radius: 26px; background: var(--accent); color: var(--on); font-weight: 600; cursor: pointer; }
    .open { min-height: 52px; padding: 0 22px; box-shadow: 0 8px 28px -8px rgb(0 0 0 / .45); float: right; }
    .panel { display: flex; flex-direction: column; width: 370px; max-width: calc(100vw - 40px); height: 560px; max-height: calc(100vh - 40px); max-height: calc(100dvh - 40px);
      background: var(--card); border: 1px solid var(--line); border-radius: 16px; overflow: hidden; box-shadow: 0 24px 64px -20px rgb(0 0 0 / .5); animation: up .16s ease-out; }
    @keyframes up { from { opacity: 0; transform: translateY(8px); } }
    @media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
    @media (max-width: 480px) { .all.wide { inset: 0; } .wide .panel { width: 100%; max-width: none; height: 100%; max-height: none; border: 0; border-radius: 0; } }
    header { display: flex; gap: 8px; padding: 14px 8px 12px 16px; border-bottom: 1px solid var(--line); }
    header div { flex: 1; } h2 { margin: 0; font-size: 16px; } .presence { margin: 2px 0 0; font-size: 13px; color: var(--soft); }
    .close { width: 44px; height: 44px; border: 0; border-radius: 10px; background: none; font-size: 22px; line-height: 1; cursor: pointer; }
    ol { flex: 1; margin: 0; padding: 16px; overflow-y: auto; list-style: none; display: flex; flex-direction: column; gap: 10px; overscroll-behavior: contain; }
    li { max-width: 85%; padding: 8px 12px; border-radius: 14px; background: var(--wash); white-space: pre-wrap; overflow-wrap: anywhere; align-self: flex-start; }
    li.visitor { align-self: flex-end; background: var(--accent); color: var(--on); }
    li small { display: block; font-size: 12px; opacity: .85; } li.waits { opacity: .75; }
    .status { margin: 0; padding: 0 16px; font-size: 13px; color: var(--soft); } .status.wrong { color: var(--late); }
    form { padding: 10px 12px 12px; display: grid; gap: 8px; }
    .row { display: flex; gap: 8px; align-items: end; }
    label { display: grid; gap: 3px; font-size: 13px; color: var(--soft); flex: 1; }
    textarea, input { width: 100%; padding: 9px 12px; border: 1px solid var(--line); border-radius: 10px; background: none; font-size: 16px; color: var(--ink); }
    textarea { resize: none; height: 64px; }
    .send { min-height: 44px; padding: 0 18px; border-radius: 10px; }
    details { font-size: 13px; color: var(--soft); } summary { cursor: pointer; padding: 4px 0; } details .row { margin-top: 4px; }`;

  const make = (name, set = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(set)) key in made ? (made[key] = value) : made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const field = (words, input) => make("label", {}, words, input);

  const presence = make("p", { className: "presence" });
  const title = make("h2", { id: "title", textContent: "Chat" });
  const shut = make("button", { className: "close", type: "button", "aria-label": "Close the chat", textContent: "×" });
  const log = make("ol", { role: "log", "aria-live": "polite", "aria-label": "Lines of this chat", tabIndex: 0 });
  const status = make("p", { className: "status", role: "status" });
  const text = make("textarea", { maxLength: LONGEST, enterKeyHint: "send" });
  const name = make("input", { autocomplete: "name", maxLength: 200 });
  const email = make("input", { type: "email", autocomplete: "email", maxLength: 320 });
  const details = make("details", {}, make("summary", { textContent: "Add your name and e-mail address, if you like" }),
    make("div", { className: "row" }, field("Name", name), field("E-mail", email)));
  const form = make("form", { noValidate: true }, details,
    make("div", { className: "row" }, field("Your message (Enter sends)", text), make("button", { className: "send", textContent: "Send" })));
  const panel = make("section", { className: "panel", id: "panel", hidden: true, role: "dialog", "aria-labelledby": "title" },
    make("header", {}, make("div", {}, title, presence), shut), log, status, form);
  const button = make("button", { className: "open", type: "button", "aria-expanded": "false", "aria-controls": "panel", textContent: "Chat with us" });
  const all = make("div", { className: "all" }, panel, button);
  const host = make("div", { id: "rightback-chat" });
  const root = host.attachShadow({ mode: "open" });
  try {
    const sheet = new CSSStyleSheet(); // a strict policy of the site allows this, and no <style>
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch { root.append(make("style", { textContent: CSS })); }
  root.append(all);
  if (document.body) document.body.append(host);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(host));

  /* The lines: those of the server in its order, then those that it does not have yet. */
  let known = [];
  let unread = 0;
  const merge = (lines, whole) => {
    const had = new Set(known.map(key));
    const news = lines.filter((line) => !had.has(key(line)));
    if (panel.hidden && whole !== "first") unread += news.filter((line) => line.from === "store").length;
    // A line that was sent while this answer was under way is not in it.
    const told = new Set(lines.map(key));
    known = whole ? [...lines, ...known.filter((line) => !told.has(key(line)))] : [...known, ...news];
    render();
  };
  function render() {
    const has = new Set(known.map(key));
    const wanted = [...known, ...unsent().filter((line) => !has.has(line.line)).map((line) => ({ ...line, from: "visitor", waits: true }))];
    const low = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const old = new Map([...log.children].map((item) => [item.dataset.key, item]));
    let place = log.firstElementChild;
    for (const line of wanted) {
      const item = old.get(key(line)) || bubble(line);
      old.delete(key(line));
      if (item === place) place = place.nextElementSibling;
      else log.insertBefore(item, place);
      item.classList.toggle("waits", !!line.waits);
    }
    for (const gone of old.values()) gone.remove();
    if (low) log.scrollTop = log.scrollHeight;
    button.textContent = unread ? `Chat: ${unread} new` : "Chat with us";
  }
  function bubble(line) {
    const item = make("li", { className: line.from });
    item.dataset.key = key(line);
    if (line.from === "store") item.append(make("small", { textContent: line.name }));
    item.append(line.text);
    return item;
  }
  const say = (words, wrong) => {
    if (status.textContent !== words) status.textContent = words;
    status.classList.toggle("wrong", !!wrong);
  };

  /* Out: one after the other, until the server has each. */
  let sending = false;
  let failed = 0;
  let again = 0;
  const pause = (tries) => Math.min(60, 2 ** tries) * SECOND * (0.7 + Math.random() * 0.6);
  const newId = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const drop = (id) => remember({ queue: unsent().filter((line) => line.line !== id) });
  async function flush() {
    if (sending || !unsent().length) return;
    sending = true;
    clearTimeout(again);
    try {
      for (let next; (next = unsent()[0]); ) await deliver(next);
      failed = 0;
      say("");
    } catch {
      say("Not sent yet: no connection. Your line is kept, and sent as soon as there is one.");
      again = setTimeout(flush, pause(failed++));
    } finally {
      sending = false;
    }
  }
  async function deliver(line) {
    const visitor = mine().visitor || "";
    const answer = await fetch(`${base}lines`, {
      method: "POST", headers: { "Content-Type": "application/json" }, credentials: "omit", body: JSON.stringify({ ...line, visitor }),
      signal: AbortSignal.timeout ? AbortSignal.timeout(20 * SECOND) : undefined,
    });
    if ([400, 404, 413].includes(answer.status)) return refused(line, await answer.json().catch(() => ({})));
    if (!answer.ok) throw new Error("later");
    const kept = await answer.json();
    remember({ visitor: kept.visitor });
    merge([{ ...kept, from: "visitor", text: line.text }]);
    drop(line.line);
    render();
    listen();
  }
  function refused(line, answer) {
    drop(line.line);
    text.value = text.value ? `${line.text}\n${text.value}` : line.text;
    render();
    setTimeout(() => say(`Not sent; it is in the field again. ${answer.error || ""}`, true));
  }

  /* In: told by the server that there is something, look; when the line breaks, come back later and look. */
  let source = null;
  let broke = 0;
  let back = 0;
  let looking = Promise.resolve();
  const look = (whole) => (looking = looking.then(() => fetchLines(whole)).catch(() => say("No connection at the moment. New lines appear when it is back.")));
  async function fetchLines(whole) {
    const last = whole || !known.length ? "" : known[known.length - 1].id;
    const address = `${base}lines?visitor=${encodeURIComponent(mine().visitor)}&after=${encodeURIComponent(last)}`;
    const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
    if (!answer.ok) throw new Error("later");
    merge((await answer.json()).lines, last ? "" : whole || "all");
    if (!unsent().length && !status.classList.contains("wrong")) say("");
  }
  function listen() {
    if (source || !mine().visitor || document.hidden) return;
    source = new EventSource(`${base}events?visitor=${encodeURIComponent(mine().visitor)}`);
    source.addEventListener("open", () => { broke = 0; look(known.length ? "all" : "first"); });
    source.addEventListener("change", () => look(""));
    source.addEventListener("error", () => {
      quiet();
      look("all");
      back = setTimeout(listen, pause(++broke));
    });
  }
  function quiet() {
    clearTimeout(back);
    if (source) source.close();
    source = null;
  }
  const resume = () => { flush(); listen(); };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim()) return text.focus();
    const line = { line: newId(), text: text.value.trim(), name: name.value.trim(), email: email.value.trim(), page: location.href.split("#")[0] };
    remember({ queue: [...unsent(), line], name: line.name, email: line.email });
    text.value = "";
    say("");
    render();
    log.scrollTop = log.scrollHeight;
    flush();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  function toggle(open) {
    panel.hidden = !open;
    button.hidden = open;
    all.classList.toggle("wide", open);
    button.setAttribute("aria-expanded", String(open));
    if (!open) return button.focus();
    unread = 0;
    ({ name: name.value = "", email: email.value = "" } = mine());
    render();
    log.scrollTop = log.scrollHeight;
    text.focus();
    fetch(`${base}presence`, { credentials: "omit" }).then((answer) => answer.json()).then((now) => {
      title.textContent = now.store || "Chat";
      presence.textContent = now.line || now.error || "";
      if (now.open === false && !mine().email) details.open = true;
    }).catch(() => say("No connection at the moment. What you write is kept, and sent when it is back."));
  }
  button.addEventListener("click", () => toggle(true));
  shut.addEventListener("click", () => toggle(false));
  panel.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
  document.addEventListener("visibilitychange", () => (document.hidden ? quiet() : resume()));
  addEventListener("online", () => { quiet(); failed = broke = 0; resume(); });
  addEventListener("pagehide", quiet);
  addEventListener("pageshow", (event) => event.persisted && resume());
  resume();
  render();
})();
