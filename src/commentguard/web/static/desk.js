// The desk by keyboard, with answers before the server has given its own. Without this file every
// action is a form and works all the same.
import { watch } from "./live.js";
import "./marks.js";
import { currentCard, makeCurrent, move, selectable, tally } from "./cards.js";
import { drafts } from "./drafts.js";
import { atEnd, onward } from "./onward.js";
import { promise } from "./promise.js";
import { returned } from "./returned.js";

const keys = JSON.parse(document.body.dataset.keys);
const actions = new Map(Object.entries(keys).map(([action, key]) => [key, action]));
const decisions = new Set(["publish", "spam", "promotional", "trash"]);

function typing(target) {
  if (target.isContentEditable || target.tagName === "TEXTAREA" || target.tagName === "SELECT") return true;
  return target.tagName === "INPUT" && target.type !== "checkbox";
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === "z" && !event.shiftKey) { event.preventDefault(); undo(); }
    return;
  }
  const action = actions.get(event.key) ?? actions.get(key);
  if (!action) return;
  event.preventDefault();
  act(action, event.shiftKey && event.key !== key);
});

function act(action, shifted) {
  if (decisions.has(action)) return shifted ? decideSelected(action) : decideCurrent(action);
  switch (action) {
    case "next": return next();
    case "previous": return move(-1);
    case "undo": return undo();
    case "select": return shifted ? selectAll() : select(currentCard());
    case "open": return currentCard()?.querySelector("a.open")?.click();
    case "search": return search();
    case "help": return document.getElementById("keys")?.showModal();
  }
}

function decideCurrent(decision) {
  const card = currentCard() ?? move(1);
  press(card?.querySelector(`form.decide button.${decision}`));
}

// A button that came with an answer is in sight a moment before htmx knows its form: pressed then, it would load the page anew.
function press(button) {
  if (!button) return;
  window.htmx?.process(button.form);
  button.click();
}

function decideSelected(decision) {
  document.querySelector(`#bulk button.${decision}`)?.click();
}

function undo() {
  const button = document.getElementById("undo");
  if (button) return press(button);
  document.getElementById("undo-last")?.requestSubmit();
}

function select(card) {
  const box = card?.querySelector("input.pick");
  if (!box) return;
  box.checked = !box.checked;
  tally();
}

function selectAll() {
  const boxes = selectable();
  const on = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = on;
  tally();
}

// On a comment's own page to the next of the view, in the queue to the next card, behind the last to the next page.
function next() {
  const following = document.querySelector(".way a[rel=next]");
  if (following) return following.click();
  return atEnd() ? onward() : move(1);
}

// Where one stands when a page opens: at its only comment, at the one that one came back from, or searching.
function arrive() {
  if (location.hash === "#search") return search();
  const one = document.querySelector(".one #cards article.card");
  const card = document.querySelector("a.to-queue") ? one : location.hash.startsWith("#c-") && document.getElementById(location.hash.slice(1));
  if (!card?.matches?.("article.card")) return;
  makeCurrent(card, false);
  card.focus({ preventScroll: true });
}

function search() {
  const field = document.getElementById("search");
  if (!field) {
    // The page of one comment has no search of its own: the queue from which one came has.
    const queue = document.querySelector("a.to-queue");
    if (queue) location.assign(queue.href.replace(/#.*$/, "#search"));
    return;
  }
  if (!field.offsetParent) location.hash = "filters";
  field.focus();
  field.select();
}

document.addEventListener("change", (event) => {
  if (event.target.id === "pick-all") {
    for (const box of selectable()) box.checked = event.target.checked;
  }
  if (event.target.matches(".pick, #pick-all, input[name=like]")) tally();
});
document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.("article.card");
  if (card) makeCurrent(card, false);
});
const all = document.getElementById("pick-all");
if (all) all.hidden = false;
const help = document.getElementById("show-keys");
if (help) {
  help.hidden = false;
  help.addEventListener("click", () => document.getElementById("keys").showModal());
}

tally();
promise();
returned();
drafts();
watch();
arrive();
