// A flood is one card: it is decided and taken back with comments that have no card, and nothing is drawn for those.
import assert from "node:assert/strict";
import { open, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const { page, clean } = await open(browser);
  await signIn(page, "mira");
  const cards = () => page.$$eval("#cards article.card", (all) => all.map((one) => one.dataset.id));
  const before = await cards();
  const answers = [];
  page.on("response", async (answer) => {
    if (/decide|undo/.test(answer.url())) answers.push((await answer.text()).match(/<article/g)?.length ?? 0);
  });
  await page.evaluate(() => { window.same = true; });
  await page.locator("article.card:has(input[name=like])").focus();
  await page.keyboard.press("s");
  await toast(page, "Marked as spam: 30 comments");
  assert.equal((await cards()).length, before.length - 1);
  assert.equal(await page.locator("article.gone").count(), 1);
  await page.keyboard.press("z");
  await toast(page, "Undone: 30 comments");
  await page.waitForFunction((all) => document.querySelectorAll("#cards article.card").length === all, before.length);
  assert.deepEqual(await cards(), before);
  assert.ok(await page.evaluate(() => window.same));
  assert.deepEqual(answers, [1, 1]);

  // Where each of them has a card, each is drawn.
  await page.click("text=see them");
  await page.waitForFunction(() => document.querySelectorAll("#cards article.card").length === 30);
  // Keys count from then on.
  await page.waitForLoadState();
  await page.locator("article.card input[name=like]").first().check();
  await page.locator("article.card").first().focus();
  await page.keyboard.press("s");
  await toast(page, "Marked as spam: 30 comments");
  await page.waitForFunction(() => document.querySelectorAll("article.gone").length === 30);
  await clean();
});
