// What is taken back comes into sight also where its cards are not on the page.
import assert from "node:assert/strict";
import { open, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const { page, clean } = await open(browser);
  await signIn(page, "mira");
  const cards = () => page.locator("#cards article.card").count();
  const all = await cards();
  assert.ok(all > 2);

  // Decided on another page: this one has none of their cards.
  await page.goto("/desk/bulk");
  await page.locator("form.decide button.trash").click();
  await page.waitForURL("**/desk?**");
  assert.match(await page.textContent("#cards"), /Nothing waits/);
  await page.keyboard.press("z");
  await page.waitForSelector("#cards article.card");
  // Keys count from then on.
  await page.waitForLoadState();
  assert.equal(await cards(), all);
  assert.match(await page.textContent("#toast"), new RegExp(`Undone: ${all} comments as before`));
  assert.ok(!(await page.locator("#undo").count()));

  // Decided here: the card comes back where it stood, and the page stays.
  await page.evaluate(() => { window.same = true; });
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await toast(page, "Put in the trash");
  await page.keyboard.press("z");
  await toast(page, "Undone: 1 comment");
  await page.waitForFunction((all) => document.querySelectorAll("#cards article.card").length === all, all);
  assert.ok(await page.evaluate(() => window.same));
  await clean();
});
