import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CheckReport } from "../../policies/check-report.ts";
import { cleanReport, findingsReport, invalidReport, reportSaying } from "../policies/report/sample-report.ts";
import { axeViolations, launch, missing, type Opening, openReport, overflowOf } from "./browser-page.ts";

describe.skipIf(missing !== "")(`the HTML report in a browser ${missing}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const open = (report: CheckReport, options: Opening = {}): Promise<Page> => openReport(browser, report, options);

  test("shows the open findings, and the others when they are asked for", async () => {
    const page = await open(findingsReport);
    const shown = page.locator("article:visible");
    await expect.poll(() => shown.count()).toBe(1);
    await page.getByLabel("waived").check();
    await expect.poll(() => shown.count()).toBe(2);
    await page.getByLabel("high").uncheck();
    await expect.poll(() => shown.count()).toBe(1);
    expect(await page.locator("#shown").textContent()).toBe("1 of 2 shown");
    await page.getByLabel("Policy, target or text").fill("nothing has these words");
    await expect.poll(() => shown.count()).toBe(0);
  });

  test("asks the network for nothing, and says nothing in the console", async () => {
    const page = await open(cleanReport);
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => said.push(request.url()));
    const url = page.url();
    await page.reload();
    expect(said.filter((text) => text !== url)).toEqual([]);
  });

  test.each([
    "<img src=x onerror=\"document.title='hacked'\">",
    "<script>document.title='hacked'</script>",
    "</script><b>x",
  ])("keeps %j of a spec text", async (hostile) => {
    const page = await open(reportSaying(hostile));
    expect(await page.title()).not.toBe("hacked");
    expect(await page.locator("article img, article script, article b").count()).toBe(0);
    expect(await page.locator("article").first().textContent()).toContain(hostile);
  });

  test.each([
    ["findings", "light", findingsReport],
    ["findings", "dark", findingsReport],
    ["mistakes", "light", invalidReport],
    ["nothing", "dark", cleanReport],
  ] as const)("meets WCAG AA with %s, %s", async (_, colorScheme, report) => {
    // The page lets in no script but its own.
    const page = await open(report, { colorScheme, bypassCSP: true });
    expect(await axeViolations(page)).toEqual([]);
  });

  test("prints every finding, without the filters", async () => {
    const page = await open(findingsReport);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("form").isVisible()).toBe(false);
    expect((await page.pdf()).subarray(0, 4).toString()).toBe("%PDF");
  });

  test("fits a narrow screen", async () => {
    const page = await open(findingsReport);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await overflowOf(page)).toBe(0);
  });
});
