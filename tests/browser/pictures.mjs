// Pictures of the desk for its documentation: node pictures.mjs LINK FOLDER, LINK from `commentguard demo`.
import { launch } from "./browser.mjs";

const [, , link, folder] = process.argv;
const browser = await launch();
const shot = (page, name, options = {}) => page.screenshot({ path: `${folder}/${name}.png`, ...options });
const context = await browser.newContext({ viewport: { width: 1120, height: 760 } });
const page = await context.newPage();
await page.goto(link);
await page.click("button.main");
await page.waitForURL("**/desk");
await page.keyboard.press("j");
await page.keyboard.press("j");
const waiting = await page.textContent("#waiting");
await page.keyboard.press("s");
await page.waitForSelector("#undo");
// The number of those that wait follows within seconds of the decision.
await page.waitForFunction((before) => document.getElementById("waiting").textContent !== before, waiting);
await page.evaluate(() => scrollTo(0, 0));
await shot(page, "queue");
await page.keyboard.press("z");
await page.waitForFunction(() => document.getElementById("toast").textContent.includes("Undone"));
await page.emulateMedia({ colorScheme: "dark" });
await page.setViewportSize({ width: 390, height: 760 });
await page.goto(new URL("/desk", link).href);
await page.evaluate(() => scrollTo(0, 0));
await shot(page, "phone-dark");
await page.emulateMedia({ colorScheme: "light" });
await page.setViewportSize({ width: 1120, height: 760 });
await page.goto(new URL("/desk/try", link).href);
await page.fill("textarea[name=text]", "I keep mine in the shade. My shop https://shade.example has them, and https://sun.example too. or call me on 01632 960 148.");
await page.click("text=Judge it");
await page.waitForSelector("#says");
await shot(page, "try");
await page.goto(new URL("/desk/insight?days=180", link).href);
await shot(page, "insight");
await page.goto(new URL("/desk/bulk", link).href);
await shot(page, "bulk");
await page.goto(new URL("/desk/learning", link).href);
await shot(page, "learning");
await page.goto(new URL("/desk/settings", link).href);
await page.fill("input[name=hold]", "99.8");
await page.click("text=See what it would do");
// A picture of a page that is being left cannot be taken.
await page.waitForLoadState("networkidle");
await shot(page, "settings");
await browser.close();
