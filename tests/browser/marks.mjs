// The evidence of a card for whoever has no pointer: letters that marks share with their reasons, on a phone; and
// every card of a page in the accessibility tree, also those that nobody has scrolled to.
import assert from "node:assert/strict";
import { open, run, signIn } from "./browser.mjs";

run(async (browser) => {
  const { context, page, clean } = await open(browser, { viewport: { width: 390, height: 760 }, hasTouch: true });
  await signIn(page, "mira");
  await page.goto("/desk?size=100");
  await page.waitForSelector("mark[data-letters]");
  const cards = await page.$$eval("#cards article.card", (all) => all.map((card) => ({
    text: card.querySelector(".text").textContent,
    listed: card.querySelectorAll(".reasons li").length,
    reasons: Object.fromEntries([...card.querySelectorAll(".reasons [data-letter]")].map((one) => [one.dataset.letter, one.textContent])),
    lettered: [...card.querySelectorAll(".reasons [data-letter]")].every((one) => getComputedStyle(one, "::before").content.includes(`"${one.dataset.letter}"`)),
    marks: [...card.querySelectorAll("mark")].map((one) => ({ title: one.title, text: one.textContent, letters: one.dataset.letters, seen: getComputedStyle(one, "::after").content })),
  })));
  let told = 0;
  for (const card of cards.filter((one) => one.listed > 1)) {
    assert.ok(card.lettered);
    for (const mark of card.marks.filter((one) => one.text.trim())) {
      assert.ok(mark.letters, `${mark.title} has no letter`);
      assert.deepEqual(mark.letters.split(",").map((one) => card.reasons[one]).sort(), mark.title.split("; ").sort());
      assert.ok(mark.seen.includes(`"${mark.letters}"`), mark.seen);
      told += 1;
    }
  }
  if (process.env.PICTURE) await page.screenshot({ path: process.env.PICTURE });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${wide} pixels too wide`);

  const protocol = await context.newCDPSession(page);
  const { nodes } = await protocol.send("Accessibility.getFullAXTree");
  const articles = nodes.filter((one) => one.role?.value === "article");
  assert.equal(articles.length, cards.length);
  for (const one of articles) assert.ok(one.childIds.length > 3, `${one.name?.value} is empty to those who hear it`);

  // Cards that come later, and a verdict that is only tried, are lettered, too.
  await page.goto("/desk?size=25");
  await page.locator(".more").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll("#cards article.card").length > 25);
  await page.waitForFunction(() => !document.querySelector(".reasons:not([data-lettered])"));
  await page.goto("/desk/try");
  await page.fill("textarea[name=text]", cards[0].text);
  await page.click("text=Judge it");
  await page.waitForSelector("mark[data-letters]");

  // A blank that one reason covers from word to word has no letter of its own.
  await page.fill("textarea[name=text]", "c4s1no b0nus 200% f r e e spins at https://royal.example now, best odds, no deposit");
  await page.click("text=Judge it");
  await page.waitForFunction(() => [...document.querySelectorAll(".text mark")].some((mark) => !mark.textContent.trim()));
  await page.waitForSelector(".text mark[data-letters]");
  assert.deepEqual(await page.$$eval(".text mark[data-letters]", (all) => all.map((one) => one.textContent).filter((text) => !text.trim())), []);

  // Nor does a letter stand behind the blank at the end of a mark, where it would seem to be the next word's.
  const praise = "We clear gutters, at the best prices guaranteed. Call today on 01632 960 148.";
  await page.fill("textarea[name=text]", praise);
  await page.click("text=Judge it");
  await page.waitForFunction(() => document.querySelector(".text")?.textContent.includes("gutters"));
  await page.waitForSelector(".text mark[data-letters]");
  const ends = await page.$$eval(".text mark", (all) => all.map((one) => [one.textContent, one.dataset.letters]));
  assert.ok(ends.some(([text, letters]) => !text.trim() && !letters), JSON.stringify(ends));
  assert.deepEqual(ends.filter(([text, letters]) => letters && text !== text.trimEnd()), []);
  assert.equal((await page.textContent(".text")).trim(), praise);

  const paints = [];
  await page.setViewportSize({ width: 1280, height: 900 });
  for (let k = 0; k < 5; k += 1) {
    await page.goto("/desk?size=100");
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0));
  }
  await clean();
  await context.close();
  return { told, cards: cards.length, paint_ms: Math.round(paints.sort((a, b) => a - b)[2]) };
});
