// What comes after the cards on the page: the next page, or the word that there is none.
import { allCards, currentCard, makeCurrent } from "./cards.js";

// The cards that stood there when the next page was asked for, while its first is awaited.
let known = null;

const more = () => document.querySelector("#cards .more a");
const end = () => document.getElementById("end");

// Whether there is nothing to go on to but what comes after.
export function atEnd() {
  const cards = allCards();
  return !cards.length || currentCard() === cards.at(-1);
}

// On to the first card of the next page. Without one, and without a card to stand at, to the word that says so.
export function onward() {
  const link = more();
  if (link) {
    known = new Set(allCards().map((card) => card.id));
    // New on the page, it would load another one by itself until htmx knows it.
    window.htmx?.process(link);
    return link.click();
  }
  if (allCards().length || !end()) return;
  makeCurrent(null);
  end().hidden = false;
  end().focus();
}

// Called whenever cards came or went.
export function arrived() {
  const cards = allCards();
  if (known) {
    const first = cards.find((card) => !known.has(card.id));
    if (first || !more()) known = null;
    if (first) makeCurrent(first);
    else if (!more()) onward();
  }
  if (cards.length && end() && !end().hidden) {
    end().hidden = true;
    if (!currentCard()) makeCurrent(cards[0]);
  }
}
