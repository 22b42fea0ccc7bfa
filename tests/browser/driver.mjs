// Drives headless Chromium for a story told in Rust: one JSON command a line in, one JSON answer a line out.
//
// Every page that somebody reaches is checked where it is first seen: axe-core in each language the page has, no
// request to another origin, no report of the content security policy, no failing script. What was wrong is
// told by "end". With PICTURES in the environment, a picture of each is kept: taking them is a fifth of the time.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const [, , origin, javascript, screenshots] = process.argv;
const scripted = javascript === "on";
mkdirSync(screenshots, { recursive: true });

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, chromiumSandbox: false });
const people = new Map();
const seen = new Set();
const problems = [];

async function newPerson(who) {
  const context = await browser.newContext({ javaScriptEnabled: scripted, viewport: { width: 1100, height: 900 } });
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) problems.push(`${who}: a request to ${url}`);
  });
  await context.addInitScript(() => {
    window.reports = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.reports.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  context.setDefaultTimeout(15000);
  const page = await context.newPage();
  listen(who, page);
  const person = { context, page };
  people.set(who, person);
  return person;
}

function listen(who, page) {
  page.checking = false;
  page.on("pageerror", (error) => problems.push(`${who}: a script failed on ${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    // axe-core sets styles of its own while it looks.
    if (page.checking || message.type() !== "error") return;
    const expected = /status of (403|404|422|429)/.test(message.text());
    if (!expected) problems.push(`${who}: the console of ${page.url()} says: ${message.text()}`);
  });
}

/** What is the same page for checking: ids and tokens are left out of the address; which things a search asks for
    makes a page of its own, what it asks for them does not. */
async function nameOf(page) {
  const url = new URL(page.url());
  const path = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID").replace(/[A-Za-z0-9_-]{43}/g, "TOKEN");
  const heading = await page.locator("h1").first().textContent().catch(() => "");
  const wrong = await page.locator(".govuk-error-summary").count();
  const notice = url.searchParams.has("notice");
  const asked = new Set([...url.searchParams.keys()].filter((name) => !["lang", "notice", "token"].includes(name)));
  const search = asked.size ? `?${[...asked].sort().join("&")}` : "";
  return `${path}${search}${url.hash} ${heading.trim()}${wrong ? " (wrong)" : ""}${notice ? " (notice)" : ""}`;
}

async function inspect(who, page, language) {
  const name = `${await nameOf(page)} [${language}]`;
  if (seen.has(name)) return;
  seen.add(name);
  if (scripted) {
    for (const report of await page.evaluate(() => window.reports)) problems.push(`${name}: the policy stopped ${report}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problems.push(`${name}: ${wide} pixels wider than the screen`);
  page.checking = true;
  if (process.env.PICTURES) {
    const file = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 90);
    await page.screenshot({ path: `${screenshots}/${String(seen.size).padStart(3, "0")}${file}.png`, fullPage: true });
  }
  if (scripted) {
    await page.evaluate(axeSource);
    const found = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), tags);
    for (const violation of found.violations) {
      const places = violation.nodes.map((node) => node.html.slice(0, 160)).join("\n      ");
      problems.push(`${name}: ${violation.id}: ${violation.help}\n      ${places}`);
    }
  }
  page.checking = false;
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) problems.push(`${name}: the page is ${wider} pixels wider than the screen`);
}

/** Checks the page as it stands, and its Welsh twin in a tab of its own. */
async function arrive(who) {
  const { context, page } = people.get(who);
  await page.waitForLoadState("load");
  await inspect(who, page, "en");
  const welsh = page.locator('link[rel="alternate"][hreflang="cy"]');
  const twin = `${await nameOf(page)} [twin]`;
  if ((await welsh.count()) && !seen.has(twin)) {
    seen.add(twin);
    const tab = await context.newPage();
    listen(who, tab);
    await tab.setViewportSize(page.viewportSize());
    await tab.goto(new URL(await welsh.first().getAttribute("href"), origin).href);
    await inspect(who, tab, "cy");
    await tab.close();
    await speakEnglish(context);
  }
  return told(page);
}

async function speakEnglish(context) {
  await context.addCookies([{ name: "language", value: "en", url: origin }]);
}

async function told(page) {
  return {
    url: page.url().slice(origin.length),
    text: await page.locator("body").innerText(),
    errors: await page.locator(".govuk-error-summary__list li").allInnerTexts(),
  };
}

async function unfold(place) {
  const folded = place.locator("details:not([open]) > summary").filter({ visible: true });
  while (await folded.count()) await folded.first().click();
}

/** The button with these words, the whole text before a part of it; one that is folded away is unfolded. */
async function find(page, words) {
  const exact = page.getByRole("button", { name: words, exact: true });
  const part = page.getByRole("button", { name: words });
  if (!(await part.count())) await unfold(page.locator("main form"));
  return (await exact.count()) ? exact.first() : part.first();
}

/** Types, chooses and ticks; `*` is the first of a list whose values the story does not know. What is folded away is
    unfolded first, as people do. */
async function fill(form, fields) {
  await unfold(form);
  for (const [name, value] of fields) {
    const field = form.locator(`[name="${name}"]`);
    const first = field.first();
    const kind = await first.evaluate((element) => element.type);
    if (kind === "checkbox" || kind === "radio") {
      await (value === "*" ? first : form.locator(`[name="${name}"][value="${value}"]`).first()).check();
    } else if (kind === "select-one") {
      await first.selectOption(value);
    } else if (kind !== "hidden") {
      await first.fill(value);
    }
  }
}

async function press(page, button, fields) {
  await fill(button.locator("xpath=ancestor::form[1]"), fields);
  await Promise.all([page.waitForEvent("domcontentloaded"), button.click()]);
}

const commands = {
  async goto({ who, url }) {
    const { page } = people.get(who) ?? (await newPerson(who));
    await page.goto(url.startsWith("http") ? url : origin + url);
    return arrive(who);
  },
  /** Follows a link as software does that looks at letters: with scripts, and without stopping at a download. */
  async visit({ who, url }) {
    const { page } = people.get(who) ?? (await newPerson(who));
    await page.goto(url, { waitUntil: "networkidle" }).catch((error) => {
      if (!error.message.includes("Download is starting")) throw error;
    });
    return {};
  },
  async click({ who, words }) {
    const { page } = people.get(who);
    const exact = page.getByRole("link", { name: words, exact: true });
    const link = (await exact.count()) ? exact.first() : page.getByRole("link", { name: words }).first();
    await Promise.all([page.waitForEvent("domcontentloaded"), link.click()]);
    return arrive(who);
  },
  async press({ who, words, fields }) {
    const { page } = people.get(who);
    await press(page, await find(page, words), fields);
    return arrive(who);
  },
  /** Types without pressing anything, and waits for what scripts do about it. */
  async type({ who, words, fields }) {
    const { page } = people.get(who);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await fill((await find(page, words)).locator("xpath=ancestor::form[1]"), fields);
    await (await answered).finished();
    await page.waitForTimeout(500);
    return told(page);
  },
  /** Presses what must be refused, looks at the refusal in each language, and leaves the page as it was. */
  async wrong({ who, words, fields }) {
    const { context, page } = people.get(who);
    const start = page.url();
    const button = await find(page, words);
    const place = await button.evaluate((element) => [...document.querySelectorAll("button")].indexOf(element));
    const bilingual = await page.locator('link[rel="alternate"][hreflang="cy"]').count();
    await press(page, button, fields);
    await page.waitForLoadState("load");
    await inspect(who, page, "en");
    const answer = await told(page);
    if (bilingual) {
      const welsh = new URL(start);
      welsh.searchParams.set("lang", "cy");
      await page.goto(welsh.href);
      await press(page, page.locator("button").nth(place), fields);
      await page.waitForLoadState("load");
      await inspect(who, page, "cy");
      await speakEnglish(context);
    }
    await page.goto(start);
    return answer;
  },
  /** Gives somebody a screen of this size. */
  async size({ who, width, height }) {
    const { page } = people.get(who) ?? (await newPerson(who));
    await page.setViewportSize({ width, height });
    return {};
  },
  /** Signs somebody in with a session that the story has begun. */
  async session({ who, token }) {
    const { context } = people.get(who) ?? (await newPerson(who));
    await context.addCookies([{ name: "alongside", value: `s${token}`, url: origin }]);
    return {};
  },
  /** Prints the page on A4: how many pages of paper it takes, and where on its first page each sheet shows the
      address, in millimetres from the upper left corner of the paper. The margins of our style sheet are 15 mm above
      and 20 mm to the left, and leave 170 mm between them. */
  async paper({ who, picture }) {
    const { page } = people.get(who);
    const before = page.viewportSize();
    const file = await page.pdf({ path: `${screenshots}/${picture}.pdf`, preferCSSPageSize: true });
    await page.setViewportSize({ width: 643, height: 1009 });
    await page.emulateMedia({ media: "print" });
    const windows = await page.evaluate(() =>
      [...document.querySelectorAll(".sheet")].flatMap((sheet) => {
        const window = sheet.querySelector(".sheet__window");
        if (!window) return [];
        const range = document.createRange();
        range.selectNodeContents(window);
        const [all, text] = [sheet.getBoundingClientRect(), range.getBoundingClientRect()];
        const millimetres = (pixels) => (pixels / 96) * 25.4;
        return [[15 + millimetres(text.top - all.top), 15 + millimetres(text.bottom - all.top), 20 + millimetres(text.left - all.left)]];
      }),
    );
    await page.emulateMedia({ media: null });
    await page.setViewportSize(before);
    return { pages: file.toString("latin1").match(/\/Type\s*\/Page\b/g).length, windows };
  },
  /** Where the link or button with these words is on the screen, without scrolling; and a picture of that screen. */
  async place({ who, words, picture }) {
    const { page } = people.get(who);
    const link = page.getByRole("link", { name: words, exact: true });
    const found = (await link.count()) ? link.first() : await find(page, words);
    await page.screenshot({ path: `${screenshots}/${picture}.png` });
    return { box: await found.boundingBox(), scrolled: await page.evaluate(() => window.scrollY) };
  },
  /** The text of an element. */
  async read({ who, selector }) {
    return { text: await people.get(who).page.locator(selector).first().innerText() };
  },
  async end() {
    await browser.close();
    return { problems, seen: [...seen] };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  try {
    const answer = await commands[command.do](command);
    process.stdout.write(`${JSON.stringify({ ok: true, ...answer })}\n`);
  } catch (error) {
    const page = people.get(command.who)?.page;
    const where = page ? `${page.url()}: ${await page.locator("body").innerText().catch(() => "")}` : "";
    process.stdout.write(`${JSON.stringify({ ok: false, error: `${error.message}\n${where}` })}\n`);
  }
  if (command.do === "end") process.exit(0);
}
await browser.close();
