// Without JavaScript: every action is a form.
import assert from "node:assert/strict";
import { open, run, signIn } from "./browser.mjs";

run(async (browser) => {
  const { page, trouble } = await open(browser, { javaScriptEnabled: false });
  await signIn(page, "mira");
  const count = () => page.locator("#cards article.card").count();
  const before = await count();

  await page.locator("article.card").first().locator("button.spam").click();
  assert.match(await page.textContent("#toast"), /Marked as spam: 1 comment/);
  assert.equal(await count(), before - 1);
  await page.click("#undo");
  assert.match(await page.textContent("#toast"), /Undone: 1 comment/);
  assert.equal(await count(), before);

  await page.locator("input.pick").nth(0).check();
  await page.locator("input.pick").nth(1).check();
  await page.locator("input.pick").nth(2).check();
  await page.locator("#bulk button.promotional").click();
  assert.match(await page.textContent("#toast"), /Marked as promotional: 3 comments/);
  await page.click("#undo");

  assert.ok(!(await page.locator("#pick-all").isVisible()));
  const flood = page.locator("article.card", { has: page.locator("input[name=with]") }).first();
  assert.match(await flood.textContent(), /selected with all 3 like it/);
  await flood.locator("input.pick").check();
  await page.locator("#bulk button.spam").click();
  assert.match(await page.textContent("#toast"), /Marked as spam: 3 comments/);
  await page.click("#undo");

  await page.fill("#search", "01632");
  await page.selectOption("select[name=order]", "oldest");
  await page.click("aside button.main");
  assert.match(page.url(), /q=01632.*order=oldest/);
  assert.ok(await count());

  await page.click("text=Decide many at once");
  await page.fill("input[name=over]", "50");
  await page.click("text=Preview");
  await page.locator("form.decide button.trash").click();
  assert.match(await page.textContent("#toast"), /Put in the trash: \d+ comments/);
  await page.click("#undo");
  assert.match(await page.textContent("#toast"), /Undone/);

  await page.goto("/desk");
  await page.locator("a.open").first().click();
  await page.fill("textarea[name=remark]", "Seen before.");
  await page.click("text=Keep the note");
  assert.match(await page.textContent(".history"), /Seen before/);

  await page.goto("/desk/try");
  await page.fill("textarea[name=text]", "Call 01632 960 148 for a free quote.");
  await page.click("text=Judge it");
  assert.match(await page.textContent("#says"), /It would be held/);

  await page.click("text=Settings");
  await page.fill("input[name=hold]", "97.5");
  await page.click("text=See what it would do");
  assert.match(await page.textContent("main"), /would be held[^]*Not kept yet/);
  assert.equal(await page.inputValue("input[name=hold]"), "97.5");
  await page.click("button[value=keep]");
  assert.match(await page.textContent("[role=status]"), /Kept\. New comments are judged by it/);
  await page.fill("input[name=one_in]", "500");
  await page.click("text=Set this budget");
  assert.match(await page.textContent("main"), /1 real comment in 500/);
  await page.fill("input[name=one_in]", "1");
  await page.click("text=Change the budget");
  assert.match(await page.textContent("[role=alert]"), /Nothing was changed: the budget holds/);
  await page.selectOption("select[name=kind]", "domain");
  await page.fill("input[name=value]", "Müller.example");
  await page.click("button:text-is('List')");
  assert.match(await page.textContent("#s-allow ~ .wide"), /müller\.example xn--mller-kva\.example/);
  await page.click("#s-allow ~ .wide td button");
  assert.match(await page.textContent("#s-allow ~ .wide"), /Nobody yet/);

  await page.click("text=Sign out");
  assert.match(page.url(), /login/);
  assert.deepEqual(trouble, []);
});
