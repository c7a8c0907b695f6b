// A decision is shown at once and taken back when the server says otherwise.
import { allCards, along, comments, currentCard, makeCurrent, move, tally } from "./cards.js";
import { arrived, onward } from "./onward.js";

const words = { publish: "Publishing", spam: "Marking as spam", promotional: "Marking as promotional", trash: "Putting in the trash" };
const pending = new Map();

export function promise() {
  document.body.addEventListener("htmx:configRequest", takeAlong);
  document.body.addEventListener("htmx:beforeRequest", begin);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // A clash and a refusal are answers to be read like any other.
    const { status } = event.detail.xhr;
    if (status >= 400 && event.detail.xhr.responseText.includes('id="toast"')) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.body.addEventListener("htmx:afterRequest", end);
  document.body.addEventListener("htmx:afterSettle", () => { arrived(); tally(); });
  document.body.addEventListener("htmx:sendError", () => tell("The server does not answer. Reload the page to see what was done."));
}

const selected = () => [...document.querySelectorAll("#cards input.pick:checked")];

// What every decision and undo takes with it: which comments have a place here, since an answer about others would find
// none. A field belongs to one form, and a card's tick to the card's own.
function takeAlong(event) {
  if (event.detail.verb !== "post") return;
  for (const place of document.querySelectorAll("article[data-id]")) event.detail.formData.append("here", place.dataset.id);
  if (!event.detail.elt.matches?.("#bulk")) return;
  for (const box of along(selected())) event.detail.formData.append("like", box.closest("article").dataset.id);
}

function begin(event) {
  const form = event.detail.elt;
  if (!form.matches?.("form.decide, #bulk")) return;
  // Not `form.id`: a field called "id" stands in front of it.
  const cards = form.matches("#bulk")
    ? selected().map((box) => box.closest("article"))
    : [form.closest("article")];
  const decision = event.detail.requestConfig.parameters.decision;
  const wasCurrent = cards.includes(currentCard());
  const meant = form.matches("#bulk") ? comments(selected()) : cards.length;
  pending.set(event.detail.xhr, cards);
  for (const card of cards) card.classList.add("going");
  if (!allCards().length) onward();
  else if (wasCurrent) move(1, cards.at(-1));
  tell(meant > 1 ? `${words[decision]}: ${meant} comments …` : `${words[decision]} …`);
}

function end(event) {
  const cards = pending.get(event.detail.xhr);
  if (!cards) return;
  pending.delete(event.detail.xhr);
  const { status } = event.detail.xhr;
  if (status >= 200 && status < 300) return;
  for (const card of cards) card.classList.remove("going");
  const back = cards[0] && document.getElementById(cards[0].id);
  arrived();
  if (back) makeCurrent(back);
  if (status !== 409 && !event.detail.xhr.responseText.includes('id="toast"')) {
    tell("That did not work. Reload the page to see what was done.");
  }
}

export function tell(sentence) {
  const toast = document.getElementById("toast");
  if (!toast) return;
  toast.hidden = false;
  toast.className = "toast";
  const line = document.createElement("p");
  line.textContent = sentence;
  toast.replaceChildren(line);
}
