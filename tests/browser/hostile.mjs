// Comments that try to run scripts, in every field, looked at on every page that shows them.
import assert from "node:assert/strict";
import { open, run, signIn } from "./browser.mjs";

run(async (browser) => {
  const { page, clean } = await open(browser);
  await signIn(page, "mira");
  let seen = 0;
  const visit = async (path) => {
    await page.goto(path);
    await page.waitForTimeout(120);
    seen += 1;
    await clean();
  };
  await visit("/desk?size=200");
  const ids = await page.locator("article.card").evaluateAll((cards) => cards.map((card) => card.dataset.id));
  assert.ok(ids.length >= 100, `${ids.length} hostile comments`);
  // Everything that reacts to a pointer or to focus is touched.
  for (const card of await page.locator("article.card").all()) await card.hover({ force: true, timeout: 2000 }).catch(() => {});
  await clean();
  for (const id of ids) await visit(`/desk/comments/${id}`);
  for (const path of ["/desk/bulk", "/desk/insight", "/desk/audit", "/desk/learning", "/desk/budget", "/desk/people", "/desk/settings"]) await visit(path);
  for (const text of [`"><script>window.ran=1</script>`, `' onfocus=window.ran=1 autofocus x='`, `</title><svg onload=window.ran=1>`]) {
    const q = encodeURIComponent(text);
    for (const name of ["q", "author", "language", "campaign", "post", "note", "site", "over"]) await visit(`/desk?${name}=${q}`);
    await visit(`/desk/settings?said=${q}&site=${q}`);
    await page.fill("input[name=value]", text);
    await page.click("button:text-is('List')");
    await clean();
    await visit(`/desk/audit?actor=${q}&action=${q}`);
    await visit(`/desk/login?next=${q}`);
  }
  // What scripts put back into a page: a decision, a clash, an undo.
  await page.goto("/desk?size=200");
  for (let k = 0; k < 20; k += 1) {
    await page.keyboard.press("j");
    await page.keyboard.press(k % 2 ? "z" : "d");
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(500);
  await clean();
  return { comments: ids.length, pages: seen };
});
