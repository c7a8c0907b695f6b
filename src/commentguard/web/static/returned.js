// What was taken back and has no place on this page: it was decided on another one, or before this one was loaded. The
// page is then loaded anew, or it would go on saying that nothing waits.
export function returned() {
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // Every decision comes by here, and to read its answer twice would be felt at the keys.
    if (!event.detail.serverResponse.includes(" data-again=")) return;
    const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    const again = answer.getElementById("toast")?.dataset.again;
    if (!again || [...answer.querySelectorAll("article.card")].some((card) => document.getElementById(card.id))) return;
    event.detail.shouldSwap = false;
    location.replace(again);
  });
}
