/* Menus close on Escape and on a press outside; a form that was sent shows that it works. */
export function start() {
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      const card = menu.querySelector(".menu__card");
      if (!menu.contains(event.target)) menu.open = false;
      else if (event.target === menu.firstElementChild && card && menu.open) card.querySelector("input:not([type=hidden]), textarea, select")?.blur();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || event.defaultPrevented) return;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => button.removeAttribute("aria-busy"), 4000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
  document.addEventListener("focusin", (event) => event.target.matches?.("input.copy") && event.target.select());
  if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
      button.setAttribute("aria-label", "Copied");
    });
  });
}
