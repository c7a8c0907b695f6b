// A note that is being typed outlives its page, which an undo, an entry on a list or the sign-in page load anew. It is
// forgotten once it stands in the history: nothing else says that it was kept.
const PREFIX = "note ";

export function drafts() {
  for (const form of document.querySelectorAll("form[action='/desk/logout']")) form.addEventListener("submit", forgetAll);
  const field = document.querySelector("textarea[name=remark]");
  const card = document.querySelector("#cards article.card");
  if (!field || !card) return;
  // By person, too: somebody else may sign in on the same page.
  const key = `${PREFIX}${document.body.dataset.who} ${card.dataset.id}`;
  const draft = read(key);
  if (draft?.sent && inHistory(draft.text)) write(key, null);
  else if (draft && !field.value) field.value = draft.text;
  field.addEventListener("input", () => write(key, field.value.trim() ? { text: field.value, sent: false } : null));
  field.form.addEventListener("submit", () => { if (field.value.trim()) write(key, { text: field.value, sent: true }); });
}

function inHistory(text) {
  return [...document.querySelectorAll(".history .note")].some((note) => note.textContent === text.trim());
}

// A browser may forbid storage, or have none left: then a note lives as long as its page.
function read(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

function write(key, draft) {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch { /* see above */ }
}

function forgetAll() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch { /* see above */ }
}
