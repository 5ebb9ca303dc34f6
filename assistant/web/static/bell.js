/* The numbers of the navigation, told anew: nothing moves, and no screen reader is spoken to. */
export function start() {
  const nav = document.querySelector("[data-bell]");
  let due = 0;
  const ring = () => {
    clearTimeout(due);
    if (nav && !document.hidden) due = setTimeout(() => tell(nav), 200);
  };
  document.addEventListener("visibilitychange", ring);
  return { ring, topic: nav ? nav.dataset.topic : "" };
}

async function tell(nav) {
  let counts;
  try {
    const answer = await fetch(nav.dataset.bell, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    counts = await answer.json();
  } catch {
    return;
  }
  for (const slot of nav.querySelectorAll("[data-count]")) {
    const many = counts[slot.dataset.count];
    if (many === undefined || slot.textContent === String(many)) continue;
    slot.textContent = many;
    slot.setAttribute("aria-label", `${many} open`);
    slot.hidden = !many;
  }
}
