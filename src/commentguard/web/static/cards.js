// Which card is current, and which are selected.
let current = null;

export function allCards() {
  return [...document.querySelectorAll("#cards article.card:not(.going)")];
}

export function currentCard() {
  return current && current.isConnected && !current.classList.contains("going") ? current : null;
}

export function makeCurrent(card, focus = true) {
  if (current && current !== card) current.classList.remove("current");
  current = card;
  if (!card) return;
  card.classList.add("current");
  if (focus) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }
}

// The next card (1) or the one before (-1), counted from where the current one stands or stood.
export function move(step, from = current) {
  const cards = allCards();
  if (!cards.length) return null;
  let place = cards.indexOf(from);
  if (place < 0 && from && from.isConnected) {
    const after = cards.findIndex((card) => from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
    place = after < 0 ? cards.length : step > 0 ? after - 1 : after;
  }
  const card = cards[Math.min(cards.length - 1, Math.max(0, place + step))];
  makeCurrent(card);
  return card;
}

export function selectable() {
  return [...document.querySelectorAll("#cards article.card:not(.going) input.pick")];
}

// Those selected with whose decision the rest of their campaign goes: each card's own tick says so.
export function along(boxes) {
  return boxes.filter((box) => box.closest("article").querySelector("input[name=like]")?.checked);
}

// How many comments a decision about these cards decides.
export function comments(boxes) {
  return along(boxes).reduce((sum, box) => sum + Number(box.dataset.like) - 1, boxes.length);
}

export function tally() {
  const boxes = selectable().filter((box) => box.checked);
  const picked = boxes.length, meant = comments(boxes);
  const label = document.getElementById("picked");
  if (!label) return;
  label.textContent = meant > picked ? `${picked} ${picked > 1 ? "cards" : "card"}, ${meant} comments:` : picked ? `${picked} selected:` : "Selected:";
  document.getElementById("bulk").classList.toggle("active", picked > 0);
  for (const button of document.querySelectorAll("#bulk button")) button.disabled = picked === 0;
  const all = document.getElementById("pick-all");
  all.checked = picked > 0 && picked === selectable().length;
  all.indeterminate = picked > 0 && !all.checked;
}
