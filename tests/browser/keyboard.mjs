// The whole queue by keyboard alone: moving, deciding, selecting, undoing, searching, help.
import assert from "node:assert/strict";
import { open, run, signIn, toast } from "./browser.mjs";

run(async (browser) => {
  const { page, clean } = await open(browser);
  await signIn(page, "mira");
  const waiting = () => page.locator("#cards article.card").count();
  const current = () => page.locator("article.current").getAttribute("data-id");
  const before = await waiting();
  assert.ok(before >= 12);

  await page.keyboard.press("j");
  const first = await current();
  await page.keyboard.press("j");
  assert.notEqual(await current(), first);
  await page.keyboard.press("k");
  assert.equal(await current(), first);

  // A key is answered before the server is: it hears of the decision only when the card shows it.
  for (const [key, words] of [["a", "Published"], ["s", "Marked as spam"], ["p", "Marked as promotional"], ["d", "Put in the trash"]]) {
    const id = await current();
    let release;
    const shown = new Promise((resolve) => { release = resolve; });
    await page.route("**/desk/decide", async (route) => { await shown; await route.continue(); });
    await page.keyboard.press(key);
    await page.waitForSelector(`article.card.going#c-${id}`);
    await page.waitForFunction((id) => document.activeElement.matches("article.current") && document.activeElement.id !== `c-${id}`, id);
    release();
    await toast(page, words);
    await page.waitForSelector(`article.gone#c-${id}`);
    await page.unroute("**/desk/decide");
    assert.notEqual(await current(), id);
  }
  assert.equal(await waiting(), before - 4);
  // The tab says how much waits, too.
  await page.waitForFunction((n) => document.title.startsWith(`Queue (${n})`), before - 4);

  for (let k = 0; k < 4; k += 1) {
    await page.keyboard.press(k % 2 ? "Control+z" : "z");
    await page.waitForFunction((n) => document.querySelectorAll("#cards article.card").length === n, before - 3 + k);
  }

  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.match(await page.textContent("#picked"), /2 selected/);
  await page.keyboard.press("Shift+S");
  await toast(page, "Marked as spam: 2 comments");
  await page.keyboard.press("z");
  await toast(page, "Undone: 2 comments");
  // Taken back on the page one is on, however soon the key follows: keys of a page that still loads are lost.
  assert.ok(!page.url().includes("note="), page.url());

  // Keys rest while one types.
  await page.keyboard.press("/");
  await page.keyboard.type("asdp roofing");
  assert.equal(await page.inputValue("#search"), "asdp roofing");
  assert.equal(await waiting(), before);
  await page.fill("#search", "nosuchword");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=nosuchword/);
  assert.match(await page.textContent("#cards"), /Nothing matches/);
  await page.goBack();

  await page.keyboard.press("?");
  assert.ok(await page.isVisible("dialog#keys"));
  await page.keyboard.press("s");
  await page.keyboard.press("Escape");
  assert.ok(!(await page.isVisible("dialog#keys")));
  assert.equal(await waiting(), before);

  // One comment by itself, and back to the place one came from.
  await page.goto("/desk?order=oldest&size=25");
  await page.keyboard.press("j");
  const opened = await current();
  await page.keyboard.press("o");
  await page.waitForURL(/comments/);
  await page.waitForFunction((id) => document.activeElement.id === `c-${id}`, opened);
  await page.keyboard.press("d");
  await page.waitForURL(/note=/);
  await toast(page, "Put in the trash: 1 comment");
  assert.match(await page.textContent(".history"), /put in the trash/);
  await page.waitForFunction((id) => document.activeElement.id === `c-${id}`, opened);
  await page.keyboard.press("z");
  await page.waitForURL(/Undone/);
  await page.keyboard.press("j");
  await page.waitForURL((address) => !address.pathname.endsWith(opened));
  const next = await page.locator("#cards article").getAttribute("data-id");
  await page.keyboard.press("/");
  await page.waitForURL(/order=oldest.*#search/);
  await page.waitForFunction(() => document.activeElement.id === "search");
  await page.goto(`/desk?order=oldest&size=25#c-${next}`);
  await page.waitForFunction((id) => document.activeElement.id === `c-${id}`, next);
  await page.goto("/desk");

  // Until nothing waits.
  await page.keyboard.press("j");
  for (let left = await waiting(); left > 0; left -= 1) {
    await page.keyboard.press("s");
    await page.waitForFunction((n) => document.querySelectorAll("#cards article.card:not(.going)").length === n, left - 1);
  }
  await page.waitForFunction(() => document.querySelectorAll("#cards article.card").length === 0);
  await page.reload();
  assert.match(await page.textContent("#cards"), /Nothing waits/);
  await clean();
  return { decided: before };
});
