/* Clocks that grow, the countdown to sending, and parts that are fetched anew when something changed. */
const MINUTE = 60_000;
// The server's clock counts, not that of the device.
const AHEAD = Date.parse(document.body.dataset.now || new Date().toISOString()) - Date.now();

export function start(editor, bell) {
  tick();
  setInterval(tick, 15_000);
  countdown();
  const main = document.querySelector("main[data-latest]");
  if (!main) return;
  const topics = (main.dataset.topics || "").trim().split(/\s+/);
  let due = 0;
  const later = () => {
    clearTimeout(due);
    due = setTimeout(() => refresh(main, editor), 150);
  };
  const heard = [...new Set([...topics, bell.topic])].filter(Boolean);
  const source = new EventSource("/live?topics=" + encodeURIComponent(heard.join(",")));
  source.addEventListener("change", (event) => {
    bell.ring();
    if (!event.data || topics.some((topic) => event.data.includes(topic))) later();
  });
  let seen = 0;
  source.addEventListener("open", () => seen++ && later());
  document.addEventListener("visibilitychange", () => document.hidden || later());
  document.addEventListener("rightback:sent", () => setTimeout(() => refresh(main, editor), 1200));
  window.addEventListener("pagehide", () => source.close());
}

function words(milliseconds) {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 10 && minutes % 60) return `${hours} h ${minutes % 60} min`;
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

function tick() {
  const now = Date.now() + AHEAD;
  for (const clock of document.querySelectorAll(".clock[data-since]")) {
    const text = words(now - Date.parse(clock.dataset.since));
    const slot = clock.querySelector("[data-clock-text]");
    if (slot.textContent !== text) slot.textContent = text;
    const level = now >= Date.parse(clock.dataset.late) ? "late" : now >= Date.parse(clock.dataset.risk) ? "risk" : "ok";
    if (clock.classList.contains(`clock--${level}`)) continue;
    clock.className = `clock clock--${level}`;
    clock.querySelector("[data-clock-level]").textContent = { ok: "waiting", risk: "soon late:", late: "late:" }[level];
  }
}

function countdown() {
  const slot = document.querySelector("[data-countdown]");
  if (!slot) return;
  const end = performance.now() + Number(slot.dataset.seconds) * 1000;
  const step = () => {
    if (!slot.isConnected) return;
    const left = Math.ceil((end - performance.now()) / 1000);
    slot.textContent = left > 0 ? `${left} s` : "a moment";
    if (left > 0) setTimeout(step, 250);
    else document.dispatchEvent(new Event("rightback:sent"));
  };
  step();
}

/* Each child with an id is one part. What somebody works in is left alone, and told of beside it. */
async function refresh(main, editor) {
  let answer;
  try {
    const looked = document.hidden ? "" : "?looking=yes"; // what it tells has been seen then
    answer = await fetch(main.dataset.latest + looked, { headers: { Accept: "text/html" } });
  } catch {
    return;
  }
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(`<main>${await answer.text()}</main>`, "text/html").querySelector("main");
  const kept = new Set();
  let before = null;
  for (const part of [...fresh.children]) {
    kept.add(part.id);
    const old = part.id && document.getElementById(part.id);
    if (!old) before ? before.after(part) : main.prepend(part);
    else if (changed(old, part)) {
      if (busy(old)) old.dataset.stale = "yes";
      else old.replaceWith(part);
    }
    before = document.getElementById(part.id) || before;
  }
  for (const old of [...main.children]) if (old.id && !kept.has(old.id) && !busy(old)) old.remove();
  tick();
  countdown();
  editor(main);
}

const plain = (node) => {
  const copy = node.cloneNode(true);
  copy.querySelectorAll("[name=csrf_token], .editor__mirror, .tip, [data-clock-text], [data-countdown]").forEach((part) => part.remove());
  copy.querySelectorAll("[style], [readonly], [open], [data-wired]").forEach((part) => ["style", "readonly", "open", "data-wired"].forEach((name) => part.removeAttribute(name)));
  return copy.textContent.replace(/\s+/g, " ") + [...copy.querySelectorAll("a[href], [class]")].map((part) => part.getAttribute("href") || part.className).join();
};
const changed = (old, part) => plain(old) !== plain(part);

function busy(part) {
  return part.contains(document.activeElement) || part.querySelector("[data-dirty]") || part.querySelector("details.menu[open]");
}
