// A note that was typed and not sent is still there after whatever loads the page anew, and gone once it was kept.
import assert from "node:assert/strict";
import { open, PASSWORD, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const { context, page, clean } = await open(browser);
  await signIn(page, "mira");
  await page.locator("a.open").first().click();
  const field = "textarea[name=remark]";
  // All of the page is there then, and its script has run.
  const typed = async () => {
    await page.waitForLoadState();
    return page.inputValue(field);
  };
  const history = async () => {
    await page.waitForLoadState();
    return page.textContent(".history");
  };
  await page.waitForSelector(field);
  const here = page.url();

  // What is sent with a decision is not typed a second time.
  await page.fill(field, "One of three.");
  await page.click("button.spam");
  await page.waitForSelector("#undo");
  assert.match(await history(), /noted: One of three\./);
  assert.equal(await typed(), "");

  const words = "The same firm as in May:\ncompare the number.";
  await page.fill(field, words);
  await page.click("#undo");
  await toast(page, "Undone");
  assert.equal(await typed(), words);

  await page.click("text=Put on the list");
  await toast(page, "list");
  assert.equal(await typed(), words);

  // The session ends before it is sent.
  await context.clearCookies();
  await page.click("text=Keep the note");
  await page.waitForURL("**/desk/login**");
  await page.fill("input[name=name]", "mira");
  await page.fill("input[name=password]", PASSWORD);
  await page.click("button.main");
  await page.waitForURL((now) => now.href.startsWith(here));
  assert.doesNotMatch(await history(), /in May/);
  assert.equal(await typed(), words);
  await page.click("text=Keep the note");
  await page.waitForFunction(() => document.querySelector(".history").textContent.includes("in May"));
  assert.equal(await typed(), "");
  await page.reload();
  assert.equal(await typed(), "");

  // Nobody else finds it, and who signs out leaves nothing behind.
  await page.fill(field, "Not for Ben.");
  await context.clearCookies();
  await signIn(page, "ben");
  await page.goto(here);
  assert.equal(await typed(), "");
  await page.click("text=Sign out");
  await page.waitForURL("**/desk/login**");
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify(sessionStorage)), /Not for Ben/);
  await clean();
});
