// What others do while the page is open: claims, decisions, and how much waits.
import { currentCard } from "./cards.js";

const EVERY = 4000;
let place = document.body.dataset.place;
let claimed = null;
let signedOut = false;

export function watch() {
  if (!document.getElementById("cards")) return;
  setInterval(() => { if (!document.hidden) look(); }, EVERY);
  // One's own decisions count at once.
  document.body.addEventListener("htmx:afterRequest", look);
  // A claim must be known before the next key, not four seconds later.
  document.addEventListener("focusin", () => {
    const card = currentCard();
    if (card && card.dataset.id !== claimed) { claimed = card.dataset.id; look(); }
  });
}

async function look() {
  if (signedOut) return;
  const body = new URLSearchParams(location.search);
  body.set("csrf", document.body.dataset.csrf);
  body.set("place", place);
  body.set("current", currentCard()?.dataset.id ?? "");
  for (const card of document.querySelectorAll("#cards article.card")) body.append("id", card.dataset.id);
  let found;
  try {
    const answer = await fetch("/desk/live", { method: "POST", body });
    // Sent on is only who is signed out, forbidden only a form of another session.
    if (answer.redirected || answer.status === 403) return leave();
    if (!answer.ok) return;
    found = await answer.json();
  } catch { return; }
  place = String(found.place);
  const waiting = document.getElementById("waiting");
  if (waiting) {
    waiting.textContent = found.waiting;
    document.title = document.title.replace(/\([^)]*\)/, `(${found.waiting})`);
  }
  for (const card of document.querySelectorAll("#cards article.card")) {
    const line = document.getElementById(`claim-${card.dataset.id}`);
    const by = found.claims[card.dataset.id];
    if (line) { line.hidden = !by; line.textContent = by ? `${by} is looking` : ""; }
  }
  for (const moved of found.moved) {
    const card = document.getElementById(`c-${moved.id}`);
    if (!card || !card.matches(".card:not(.going)") || card.querySelector(".banner")) continue;
    const banner = document.createElement("p");
    banner.className = "banner";
    banner.textContent = `${moved.by} has moved this comment: it is now ${moved.status}.`;
    card.classList.add("clash");
    card.prepend(banner);
  }
}

// What this page would send belongs to a session that has ended, also where another one has begun. Not by going away
// by itself: what is being typed would be lost.
function leave() {
  // An answer that was under way when another one told so.
  if (signedOut) return;
  signedOut = true;
  const link = document.createElement("a");
  link.href = location.pathname + location.search;
  link.textContent = "Sign in and open it again";
  const line = document.createElement("p");
  line.className = "signed-out";
  line.setAttribute("role", "alert");
  line.append("You have been signed out: nothing can be decided on this page. ", link, ".");
  document.getElementById("cards").before(line);
}
