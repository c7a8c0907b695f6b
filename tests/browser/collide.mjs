// Two people at one queue: claims are seen, the second to decide is told, and a failed promise is taken back.
import assert from "node:assert/strict";
import { open, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const mira = await open(browser);
  const ben = await open(browser);
  await signIn(mira.page, "mira");
  await signIn(ben.page, "ben");

  // Mira looks; Ben sees it, and his key does nothing to it.
  await mira.page.keyboard.press("j");
  const id = await mira.page.locator("article.current").getAttribute("data-id");
  await ben.page.waitForFunction((id) => !document.getElementById(`claim-${id}`).hidden, id, { timeout: 15000 });
  assert.match(await ben.page.textContent(`#claim-${id}`), /mira is looking/);
  await ben.page.locator(`#c-${id} button.publish`).click();
  await toast(ben.page, "mira is looking at it; left alone");
  await ben.page.waitForSelector(`#c-${id}.clash:not(.going)`);

  // Mira decides; Ben, whose page still shows it, is told who and what.
  await mira.page.keyboard.press("s");
  await toast(mira.page, "Marked as spam");
  await ben.page.waitForFunction((id) => /mira has moved|is looking/.test(document.querySelector(`#c-${id} .banner`).textContent), id);
  await ben.page.locator(`#c-${id} button.publish`).click();
  await toast(ben.page, "mira has already moved it; left alone");
  assert.match(await ben.page.textContent(`#c-${id} .banner`), /now rejected/);

  // Ben decides anyway, knowing; Mira's undo then leaves his decision alone.
  await ben.page.locator(`#c-${id} button.publish`).click();
  await toast(ben.page, "Published: 1 comment");
  await mira.page.keyboard.press("z");
  await toast(mira.page, "Nothing to undo");

  // Both at the same moment: one wins, the other is told.
  await mira.page.reload();
  await ben.page.reload();
  const other = await mira.page.locator("#cards article.card").nth(3).getAttribute("data-id");
  // Answers, not words alone: the toast of an earlier decision may still stand there.
  await Promise.all([
    ...[mira, ben].map(({ page }) => page.waitForResponse((answer) => answer.url().endsWith("/desk/decide"))),
    mira.page.locator(`#c-${other} button.spam`).click(),
    ben.page.locator(`#c-${other} button.promotional`).click(),
  ]);
  await Promise.all([mira, ben].map(({ page }) => page.waitForFunction(() => /left alone|: 1 comment/.test(document.getElementById("toast").textContent))));
  const said = await Promise.all([mira, ben].map(({ page }) => page.textContent("#toast")));
  assert.equal(said.filter((words) => words.includes(": 1 comment")).length, 1, said.join(" / "));

  // The server cannot be reached: the card comes back and says so.
  await mira.page.keyboard.press("j");
  const kept = await mira.page.locator("article.current").getAttribute("data-id");
  await mira.context.route("**/desk/decide", (route) => route.abort());
  await mira.page.keyboard.press("d");
  await toast(mira.page, "does not answer");
  await mira.page.waitForSelector(`#c-${kept}.card:not(.going)`);

  // Signed out elsewhere: the page says so before anything is typed in vain, and opens for a new session.
  await ben.context.clearCookies();
  await ben.page.waitForSelector(".signed-out[role=alert]", { timeout: 15000 });
  // It asks no more: neither after a while nor where one goes on to another card.
  let asked = 0;
  ben.page.on("request", (request) => { if (request.url().endsWith("/desk/live")) asked += 1; });
  await ben.page.locator("article.card").last().focus();
  await ben.page.waitForTimeout(5000);
  assert.equal(asked, 0);
  await signIn(await ben.context.newPage(), "ben");
  await ben.page.click(".signed-out a");
  await ben.page.waitForSelector("#cards article.card");
  assert.equal(await ben.page.locator(".signed-out").count(), 0);
  await mira.clean();
  await ben.clean();
});
