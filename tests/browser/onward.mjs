// A page decided to its last card leads on to the next one, and the last page says that it is.
import assert from "node:assert/strict";
import { open, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const { page, clean } = await open(browser);
  await signIn(page, "mira");
  await page.goto("/desk?size=25");
  const cards = () => page.locator("#cards article.card").count();
  const left = (n) => page.waitForFunction((n) => document.querySelectorAll("#cards article.card").length === n, n);
  const focused = () => page.evaluate(() => document.activeElement.closest("article.card")?.dataset.id ?? document.activeElement.id);
  const onCard = (n) => page.waitForFunction((n) => document.activeElement === document.querySelectorAll("#cards article.card.current")[0] && document.querySelectorAll("#cards article.card").length === n, n);
  assert.equal(await cards(), 25);

  // All of it at once, without a card that was current.
  await page.keyboard.press("Shift+X");
  await page.keyboard.press("Shift+D");
  await toast(page, "Put in the trash: 25 comments");
  await onCard(3);
  const lines = await page.locator("article.gone").allTextContents();
  assert.equal(lines.length, 25);
  for (const line of lines) assert.match(line, /^In the trash: Firm number \d+ · open the comment by Firm number \d+$/);

  // One by one, until nothing is left.
  const first = await focused();
  await page.keyboard.press("j");
  assert.notEqual(await focused(), first);
  await page.keyboard.press("k");
  for (let n = 2; n >= 0; n -= 1) {
    await page.keyboard.press("d");
    await left(n);
  }
  await page.waitForFunction(() => document.activeElement.id === "end");
  assert.match(await page.textContent("#end"), /Nothing more here/);
  await page.keyboard.press("j");
  assert.equal(await focused(), "end");

  // What is taken back is where one stands again.
  await page.keyboard.press("z");
  await onCard(1);
  assert.ok(!(await page.isVisible("#end")));
  await page.keyboard.press("d");
  await page.waitForFunction(() => document.activeElement.id === "end");

  // Behind the last card of a page, `j` leads on as well.
  await page.goto("/desk?size=25&status=trashed");
  await page.setViewportSize({ width: 1280, height: 300 });
  for (let n = 0; n < 25; n += 1) await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.querySelectorAll("#cards article.card").length === 28);
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("#cards article.card")];
    return all.indexOf(document.activeElement) >= 25;
  });
  await clean();
  return {};
});
