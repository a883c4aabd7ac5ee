import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessReport, accessSaying, wideAccessReport } from "../policies/report/sample-access.ts";
import { axeViolations, launch, missing, type Opening, openReport, overflowOf } from "./browser-page.ts";

describe.skipIf(missing !== "")(`who reaches what, in a browser ${missing}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
  });

  const open = (options: Opening = {}): Promise<Page> => openReport(browser, accessReport, options);

  test("shows the way of the cell that is clicked, and no other", async () => {
    const page = await open();
    const panels = page.locator(".access-cell:visible");
    expect(await panels.count()).toBe(0);
    await page.getByRole("link", { name: "5432 not declared" }).click();
    expect(await panels.count()).toBe(1);
    expect(await panels.textContent()).toContain("no line of the spec asks for this");
    expect(page.url()).toMatch(/#access-1-2$/);
  });

  test("shows the way of the cell that has the focus, and of the one that the address names", async () => {
    const page = await open({ hash: "#access-1-2" });
    const panels = page.locator(".access-cell:visible");
    expect(await panels.locator("h4").textContent()).toBe("services.worker → stores.orders");
    await page.getByRole("link", { name: "send no way" }).focus();
    expect(await panels.locator("h4").textContent()).toBe("services.api → queues.jobs");
  });

  test.each(["light", "dark"] as const)("meets WCAG AA, %s", async (colorScheme) => {
    const page = await open({ colorScheme, bypassCSP: true, hash: "#access-1-2" });
    expect(await axeViolations(page)).toEqual([]);
  });

  test("prints every way, and fits a narrow screen", async () => {
    const page = await open();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await overflowOf(page)).toBe(0);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".access-cell:visible").count()).toBe(2);
  });

  test.each([1280, 375])("breaks no name into letters at a width of %i", async (width) => {
    const page = await openReport(browser, wideAccessReport, { viewport: { width, height: 800 } });
    const name = await page.locator(".access-scroll tbody th").first().boundingBox();
    expect(name?.width).toBeGreaterThanOrEqual(100);
    expect(name?.height).toBeLessThanOrEqual(150);
  });

  test("leaves room for the cells beside the names on a narrow screen", async () => {
    const page = await openReport(browser, wideAccessReport, { viewport: { width: 375, height: 800 } });
    const name = await page.locator(".access-scroll tbody th").first().boundingBox();
    expect(name?.width).toBeLessThanOrEqual(0.5 * 375);
  });

  test("prints every column", async () => {
    const page = await openReport(browser, wideAccessReport, { viewport: { width: 700, height: 900 } });
    await page.emulateMedia({ media: "print" });
    expect(await overflowOf(page)).toBe(0);
    const [table, all] = [page.locator(".access-scroll table"), page.locator(".access-scroll")];
    expect((await table.boundingBox())?.width).toBeLessThanOrEqual((await all.boundingBox())?.width ?? 0);
  });

  test("keeps text of a spec text", async () => {
    const hostile = "<img src=x onerror=\"document.title='hacked'\">";
    const page = await openReport(browser, accessSaying(hostile));
    expect(await page.title()).not.toBe("hacked");
    expect(await page.locator(".access-system img").count()).toBe(0);
  });
});
