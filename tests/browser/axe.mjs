// axe-core on every page, light and dark, 320 and 1280 pixels wide: nothing serious, nothing critical.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open, run, signIn } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = ["/desk", "/desk?q=nosuchword", "/desk/bulk", "/desk/try", "/desk/insight", "/desk/learning", "/desk/budget", "/desk/audit", "/desk/people", "/desk/settings", "/desk/me"];

run(async (browser) => {
  const found = [];
  let looked = 0;
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 1280]) {
      // The policy is for comments; the examiner is our own and has to be let in.
      const { context, page } = await open(browser, { colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      const examine = async (name) => {
        await page.evaluate(axe);
        const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        looked += 1;
        for (const one of result.violations) {
          if (["serious", "critical"].includes(one.impact)) found.push(`${name} ${width} ${colorScheme}: ${one.id} ${one.nodes[0].target} ${one.nodes[0].failureSummary}`);
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wide > 0) found.push(`${name} ${width} ${colorScheme}: ${wide} pixels too wide`);
      };
      await page.goto("/desk/login");
      await examine("login");
      await signIn(page, "mira");
      for (const path of pages) {
        await page.goto(path);
        await examine(path);
      }
      await page.goto("/desk");
      await page.locator("a.open").first().click();
      await page.waitForSelector(".history");
      await examine("comment");
      await page.goto("/desk/try");
      await page.fill("textarea[name=text]", "I keep mine in the shade. My shop https://shade.example has them, and https://sun.example too.");
      await page.click("text=Judge it");
      await page.waitForSelector("#says");
      await examine("verdict");
      await page.goto("/desk");
      await page.keyboard.press("j");
      await page.keyboard.press("s");
      await page.waitForSelector("#undo");
      await examine("decided");
      await page.keyboard.press("z");
      await page.waitForFunction(() => document.getElementById("toast").textContent.includes("Undone"));
      await page.keyboard.press("?");
      await examine("keys");
      await context.close();
    }
  }
  assert.deepEqual(found, []);
  return { looked };
});
