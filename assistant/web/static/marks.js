/* Marks by quoted words: found again in the text as it is, whatever was typed around them. */
const CLASS = { fact: "m-fact", answer: "m-answer" };

function places(text, marks) {
  const found = [];
  for (const mark of marks) {
    let at = text.indexOf(mark.quote);
    for (let left = mark.nth; left > 0 && at >= 0; left--) at = text.indexOf(mark.quote, at + 1);
    if (at >= 0) found.push({ start: at, end: at + mark.quote.length, name: `${mark.kind}:${mark.ref}`, look: CLASS[mark.kind] || `m-${mark.level}` });
  }
  return found;
}

export function paint(mirror, text, marks) {
  const found = places(text, marks);
  const edges = [...new Set([0, text.length, ...found.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const here = found.filter((mark) => mark.start <= edges[i] && mark.end >= edges[i + 1]);
    const piece = text.slice(edges[i], edges[i + 1]);
    if (!here.length) {
      parts.push(piece);
      continue;
    }
    const span = document.createElement("span");
    span.className = [...new Set(here.map((mark) => mark.look))].join(" ");
    span.dataset.marks = here.map((mark) => mark.name).join(" ");
    span.dataset.start = edges[i];
    span.textContent = piece;
    parts.push(span);
  }
  mirror.replaceChildren(...parts, "\n");
}

export function markAt(mirror, offset) {
  for (const span of mirror.querySelectorAll("span[data-marks]")) {
    const start = Number(span.dataset.start);
    if (offset >= start && offset <= start + span.textContent.length) return span;
  }
  return null;
}

export function light(mirror, name) {
  for (const span of mirror.querySelectorAll("span[data-marks]")) {
    span.classList.toggle("m-lit", Boolean(name) && span.dataset.marks.split(" ").includes(name));
  }
}
