// A mark and its reasons share a letter: what a title says to a pointer, for fingers, keys and paper.
// Written by the style sheet, so that a text that is copied or searched has none.
function letter(list) {
  const box = list.parentElement;
  const marks = [...box.querySelectorAll(".text mark[title]")];
  if (list.children.length < 2 || !marks.length) return;
  const named = new Map();
  const titles = new Set(marks.flatMap((mark) => mark.title.split("; ")));
  for (const item of list.children) {
    const reason = item.querySelector("span");
    const words = item.classList.contains("rule") ? "what the site's deny-list is about" : reason.textContent;
    if (!titles.has(words) || named.has(words)) continue;
    reason.dataset.letter = String.fromCharCode(97 + named.size);
    named.set(words, reason.dataset.letter);
  }
  for (const mark of marks) {
    trimmed(mark);
    // A blank between two marks of the same reason has nothing to stand beside.
    if (!mark.textContent.trim()) continue;
    const letters = mark.title.split("; ").map((words) => named.get(words) ?? "");
    if (letters.some(Boolean)) mark.dataset.letters = letters.filter(Boolean).sort().join(",");
  }
}

// A blank at the end of a mark becomes a mark of its own: a letter behind it would seem to belong to the next word.
function trimmed(mark) {
  const last = mark.lastChild;
  const end = last?.nodeType === Node.TEXT_NODE && mark.textContent.trim() ? last.data.trimEnd().length : -1;
  if (end < 0 || end === last.data.length) return;
  const blank = mark.cloneNode(false);
  blank.append(last.splitText(end));
  mark.after(blank);
}

function letterAll() {
  for (const list of document.querySelectorAll(".reasons:not([data-lettered])")) {
    list.dataset.lettered = "";
    letter(list);
  }
}

document.addEventListener("htmx:load", letterAll);
letterAll();
