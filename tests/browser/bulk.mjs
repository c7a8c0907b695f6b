// Five hundred selected, decided at once, and all of it taken back.
import assert from "node:assert/strict";
import { open, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const { page, clean } = await open(browser);
  await signIn(page, "mira");
  await page.goto("/desk?size=200");
  const count = () => page.locator("#cards article.card").count();
  while (await page.locator(".more").count()) {
    const had = await count();
    await page.locator(".more").scrollIntoViewIfNeeded();
    await page.waitForFunction((had) => document.querySelectorAll("#cards article.card").length > had || !document.querySelector(".more"), had, { timeout: 30000 });
  }
  assert.equal(await count(), 500);
  await page.keyboard.press("Shift+X");
  assert.match(await page.textContent("#picked"), /500 selected/);
  await page.keyboard.press("Shift+P");
  await page.waitForSelector("article.card.going");
  await toast(page, "Marked as promotional: 500 comments", 120000);
  await page.waitForFunction(() => !document.querySelector("#cards article.card"));
  await page.goto("/desk?status=rejected");
  assert.match(await page.textContent("#waiting"), /500/);
  await page.goto("/desk");
  assert.match(await page.textContent("#cards"), /Nothing waits/);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelectorAll("#cards article.card").length > 0, null, { timeout: 120000 });
  assert.match(await page.textContent("#waiting"), /500/);
  await clean();
  return { decided: 500 };
});
