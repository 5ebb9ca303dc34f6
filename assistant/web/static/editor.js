/* The editor: marks behind the text, a check at every pause in typing, and nothing typed is ever lost. */
import { paint, markAt, light } from "./marks.js";

const PAUSE = 300;
const KEEP = 1200;

export function start(root) {
  for (const form of root.querySelectorAll("form[data-draft]:not([data-wired])")) wire(form);
}

function wire(form) {
  form.dataset.wired = "yes";
  const text = form.elements.text;
  const editor = form.querySelector(".editor");
  const mirror = editor.querySelector(".editor__mirror");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "status");
  form.append(tip);
  const state = { marks: JSON.parse(editor.dataset.marks || "[]"), saved: text.value, timer: 0, keeper: 0, number: 0, saving: null };
  const draw = () => paint(mirror, text.value, state.marks);
  draw();
  // On a phone a tap on a sentence shows its source; the keyboard comes with Edit.
  if (matchMedia("(pointer: coarse)").matches) text.readOnly = true;
  form.querySelector("[data-edit]")?.addEventListener("click", () => edit(text));

  text.addEventListener("input", () => {
    draw();
    tip.hidden = true;
    form.dataset.dirty = "yes";
    said(form, "");
    clearTimeout(state.timer);
    clearTimeout(state.keeper);
    state.timer = setTimeout(() => ask(form, state, "check", draw), PAUSE);
    state.keeper = setTimeout(() => (state.saving = ask(form, state, "save", draw).finally(() => (state.saving = null))), KEEP);
  });
  text.addEventListener("click", () => show(tip, form, mirror, markAt(mirror, text.selectionStart)));
  text.addEventListener("mousemove", (event) => show(tip, form, mirror, under(mirror, event)));
  text.addEventListener("mouseleave", () => (tip.hidden = true));
  form.addEventListener("click", (event) => act(event, form, text));
  for (const kind of ["mouseover", "focusin", "mouseout", "focusout"]) {
    form.addEventListener(kind, (event) => {
      const holder = event.target.closest?.("[data-mark]");
      light(mirror, holder && !kind.endsWith("out") ? holder.dataset.mark : "");
    });
  }
  addEventListener("pagehide", () => {
    if (text.value !== state.saved) fetch(form.dataset.save, { method: "POST", body: body(form), keepalive: true, headers: { Accept: "application/json" } });
  });
  form.addEventListener("submit", (event) => {
    if (state.saving) {
      // What is being kept changes the version that an approval names: it goes out after that.
      event.preventDefault();
      event.stopImmediatePropagation();
      state.saving.then(() => form.requestSubmit(event.submitter));
      return;
    }
    state.saved = text.value;
    clearTimeout(state.timer);
    clearTimeout(state.keeper);
  });
}

export function edit(text) {
  text.readOnly = false;
  text.focus();
}

function body(form) {
  return new URLSearchParams(new FormData(form));
}

async function ask(form, state, what, draw) {
  const typed = form.elements.text.value;
  const number = ++state.number;
  if (what === "save" && typed === state.saved) return;
  let answer;
  try {
    answer = await fetch(form.dataset[what], { method: "POST", body: body(form), headers: { Accept: "application/json" } });
  } catch {
    said(form, "not kept yet: no connection");
    return;
  }
  if (!answer.ok) {
    if (what === "save") said(form, (await answer.json().catch(() => ({}))).error || "not kept yet");
    return;
  }
  const found = await answer.json();
  if (what === "save") {
    state.saved = typed;
    form.elements.version.value = found.version;
    form.elements.shown_digest.value = found.digest;
    form.querySelector("[data-writer]").textContent = "Changed by hand";
    said(form, "kept");
    if (form.elements.text.value === typed) delete form.dataset.dirty;
  }
  if (number !== state.number || form.elements.text.value !== typed) return;
  state.marks = found.marks;
  draw();
  fill(form, found);
}

/* Replace what changed only; what somebody has a hand on stays. */
function fill(form, found) {
  for (const [name, html] of Object.entries(found.parts)) {
    const slot = form.querySelector(`[data-part="${name}"]`);
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    if (slot.contains(document.activeElement)) continue;
    if (name === "asks" && slot.querySelector("details[open]")) continue;
    if (name === "overrule" && slot.querySelector("input")?.value && fresh.querySelector("input")) continue;
    if (name === "promised" && slot.querySelector("[data-keys]")?.dataset.keys === fresh.querySelector("[data-keys]")?.dataset.keys) continue;
    if (name === "sources" && slot.querySelector("details")?.open) fresh.querySelector("details")?.setAttribute("open", "");
    if (slot.innerHTML.trim() !== fresh.innerHTML.trim()) slot.replaceChildren(...fresh.childNodes);
  }
  const summary = form.querySelector("[data-summary]");
  if (summary.textContent !== found.summary) summary.textContent = found.summary;
}

function said(form, words) {
  form.querySelector("[data-saved]").textContent = words;
}

/* A better wording is put in its place here; without a script the server does it. */
function act(event, form, text) {
  const better = event.target.closest("button[data-better]");
  if (better) {
    event.preventDefault();
    const { quote, nth } = better.dataset;
    let at = text.value.indexOf(quote);
    for (let left = Number(nth); left > 0 && at >= 0; left--) at = text.value.indexOf(quote, at + 1);
    if (at < 0) return;
    text.setRangeText(better.dataset.better, at, at + quote.length, "select");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const finding = event.target.closest("li[data-mark]");
  if (finding && !event.target.closest("button, a")) {
    const span = form.querySelector(`.editor__mirror [data-marks~="${CSS.escape(finding.dataset.mark)}"]`);
    span?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }
}

function under(mirror, event) {
  for (const span of mirror.querySelectorAll("span[data-marks]")) {
    for (const box of span.getClientRects()) {
      if (event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom) return span;
    }
  }
  return null;
}

function show(tip, form, mirror, span) {
  const names = span ? span.dataset.marks.split(" ") : [];
  const fact = names.find((name) => name.startsWith("fact:"));
  const finding = names.find((name) => name.startsWith("finding:"));
  const item = [fact, finding].filter(Boolean).map((name) => form.querySelector(`li[data-mark="${CSS.escape(name)}"]`)).find(Boolean);
  tip.hidden = !item;
  if (!item || tip.dataset.of === item.dataset.mark + span.textContent) return;
  tip.replaceChildren();
  const source = item.querySelector("[data-source]");
  tip.append(source ? source.textContent : item.querySelector("b").textContent);
  if (source) tip.append(Object.assign(document.createElement("small"), { textContent: item.querySelector("small").textContent }));
  const box = span.getClientRects()[0];
  const whole = form.getBoundingClientRect();
  tip.style.top = `${box.bottom - whole.top + 6}px`;
  tip.style.left = `${Math.max(12, Math.min(box.left - whole.left, whole.width - tip.offsetWidth - 12))}px`;
}
