// A browser as a person has it, and what must never happen while it is open.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const PASSWORD = "a row of plain words";
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const url = process.env.DESK;

export async function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

// Notes dialogs, script errors, answers that found no place and everything that the policy refused; `clean()` asserts there were none.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 }, ...options });
  const trouble = [];
  context.on("page", (page) => {
    page.on("dialog", (dialog) => { trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("pageerror", (error) => trouble.push(`script error: ${error.stack}`));
    page.on("console", (message) => {
      if (/Content Security Policy|violates/i.test(message.text())) trouble.push(`policy: ${message.text()}`);
    });
    page.on("console", (message) => {
      if (message.text().includes("oobErrorNoTarget")) trouble.push("an answer had a card for which the page has no place");
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith("data:")) trouble.push(`left the site: ${request.url()}`);
    });
  });
  const page = await context.newPage();
  const clean = async () => {
    const ran = await page.evaluate(() => window.ran ?? 0).catch(() => 0);
    assert.equal(ran, 0, "a script of a comment ran");
    assert.deepEqual(trouble, []);
  };
  return { context, page, trouble, clean };
}

export async function signIn(page, name) {
  await page.goto("/desk/login");
  await page.fill("input[name=name]", name);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("button.main");
  await page.waitForURL("**/desk");
}

// The answer is there and stands: htmx gives what comes in place of something that one's classes for a moment.
export async function toast(page, words, patience = 20000) {
  const moving = ".htmx-added, .htmx-settling, .htmx-swapping";
  const stands = ([words, moving]) => !document.querySelector(moving) && document.getElementById("toast")?.textContent.includes(words);
  try {
    await page.waitForFunction(stands, [words, moving], { timeout: patience });
  } catch (error) {
    const seen = await page.evaluate((moving) => [document.getElementById("toast"), document.activeElement, ...document.querySelectorAll(`.current, .going, ${moving}`)].map((one) => one?.outerHTML.slice(0, 300)), moving);
    throw new Error(`"${words}" never stood at ${page.url()}, where these did: ${JSON.stringify(seen)}`, { cause: error });
  }
}

export async function run(test) {
  const browser = await launch();
  try {
    console.log(JSON.stringify((await test(browser)) ?? {}));
  } finally {
    await browser.close();
  }
}
