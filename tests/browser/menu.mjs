// The menu on a phone, a tablet and a screen: all of it is in sight, wide enough for a thumb, and in the order of Tab.
import assert from "node:assert/strict";
import { open, run, signIn } from "./browser.mjs";

const links = ".bar nav a";

run(async (browser) => {
  let tapped = 0;
  for (const [width, javaScriptEnabled] of [[320, true], [390, false], [800, true], [1280, true]]) {
    const { context, page, clean } = await open(browser, { viewport: { width, height: 760 }, hasTouch: true, javaScriptEnabled });
    await signIn(page, "mira");
    const names = await page.locator(links).allTextContents();
    assert.equal(names.length, 8);
    for (const part of [".bar", ".bar nav", ".bar ul"]) {
      const hidden = await page.$eval(part, (element) => element.scrollWidth - element.clientWidth);
      assert.ok(hidden <= 0, `${part} scrolls sideways by ${hidden} at ${width}`);
    }
    for (const name of names) {
      const box = await page.locator(links, { hasText: name }).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, `${name} is out of sight at ${width}`);
      assert.ok(box.height >= 44 && box.width >= 44, `${name} is too small for a thumb at ${width}`);
    }
    const reached = [];
    for (let k = 0; k < 16 && reached.length < names.length; k += 1) {
      await page.keyboard.press("Tab");
      const name = await page.$$eval(links, (all) => all.find((one) => one === document.activeElement)?.textContent ?? "");
      if (name) reached.push(name);
    }
    assert.deepEqual(reached, names);
    for (const name of names) {
      await page.locator(links, { hasText: name }).tap();
      await page.waitForSelector(`${links}[aria-current]:text-is("${name}")`);
      tapped += 1;
    }
    if (javaScriptEnabled) await clean();
    await context.close();
  }
  return { tapped };
});
