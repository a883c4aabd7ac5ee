import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { viewedRun } from "../../compiler/cli/report-views.ts";
import type { CheckReport } from "../../policies/check-report.ts";
import { basePack } from "../../policies/pack/pack.ts";
import { policies } from "../../policies/registry.ts";
import { reportSaying } from "../policies/report/sample-report.ts";
import { axeViolations, launch, missing, type Opening, openReport, overflowOf } from "./browser-page.ts";

/** A system with more services than a picture shows one by one. */
const manyServices = `version: 1
system: big
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.0.0.0/16 } }
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools: { workers: { instances: [m7i.large], size: { min: 2, max: 6 } } }
services:
${Array.from({ length: 70 }, (_, index) => `  api-${index}: { image: { repository: api, tag: 1.0.0 }, port: 80 }\n`).join("")}`;

/** What `check --no-waivers --format html` shows of systems of this repository. */
function reportOf(...names: readonly string[]): Promise<CheckReport> {
  return reportOn(...names.map((name) => readFileSync(`spec/${name}/spec.yaml`, "utf8")));
}

async function reportOn(...texts: readonly string[]): Promise<CheckReport> {
  const options = { pack: basePack, today: "2026-11-20", useWaivers: false };
  const runs = texts.flatMap((text) => {
    const system = /^system: (.*)/m.exec(text)?.[1];
    return runSpec(`spec/${system}/spec.yaml`, new TextEncoder().encode(text), options);
  });
  const report: CheckReport = { today: "2026-11-20", failOn: "high", systems: runs.map((run) => run.report) };
  return viewedRun({ report, policies, compiled: runs.flatMap(({ compiled }) => compiled ?? []) })("html");
}

describe.skipIf(missing !== "")(`pictures in the HTML report ${missing}`, { timeout: 60_000 }, () => {
  let browser: Browser;
  let fastapi: CheckReport;
  let three: CheckReport;

  beforeAll(async () => {
    browser = await launch();
    fastapi = await reportOf("fastapi-app");
    three = await reportOf("aldea-eks", "attractor-factory", "fastapi-app");
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
  });

  const open = (report: CheckReport, options: Opening = {}): Promise<Page> =>
    openReport(browser, report, { policies, ...options });
  const viewBox = async (page: Page): Promise<readonly number[]> =>
    ((await page.locator("figure svg").first().getAttribute("viewBox")) ?? "").split(" ").map(Number);
  const part = (page: Page, name: string | RegExp) => page.locator("figure svg").first().getByRole("link", { name });

  test("shows what a reviewer looks for", async () => {
    const page = await open(fastapi);
    const text = await page.locator("figure svg").textContent();
    for (const shown of ["Internet", "VPC 10.0.0.0/16", "namespace fastapi-app", "read-write :5432", "80 → 8000"])
      expect(text).toContain(shown);
  });

  test("keeps every text inside its box", async () => {
    for (const name of ["aldea-eks", "attractor-factory", "fastapi-app"]) {
      const page = await open(await reportOf(name));
      const wide = await page.evaluate(() => {
        const found: (string | null)[] = [];
        // `document` is the browser's; the tests are typed for Node.
        const { document } = globalThis as unknown as {
          document: { querySelectorAll(selector: string): Iterable<Shape> };
        };
        interface Shape {
          readonly textContent: string | null;
          querySelector(selector: string): Shape | null;
          getBBox(): { x: number; width: number };
        }
        for (const text of document.querySelectorAll("svg .box > text, svg .way > text")) {
          const outer = (text as Shape & { parentNode: Shape }).parentNode.querySelector(":scope > rect")?.getBBox();
          const { x, width } = text.getBBox();
          if (!outer || x < outer.x || x + width > outer.x + outer.width) found.push(text.textContent);
        }
        return found;
      });
      expect(wide).toEqual([]);
      await page.context().close();
    }
  });

  test("is zoomed by buttons, by the wheel and by keys, and reset", async () => {
    const page = await open(fastapi);
    const whole = await viewBox(page);
    const width = async (): Promise<number> => (await viewBox(page))[2] ?? 0;
    await page.getByRole("button", { name: "Zoom in" }).click();
    const closer = await width();
    expect(closer).toBeLessThan(whole[2] ?? 0);
    await page.getByRole("button", { name: "Zoom out" }).click();
    expect(await width()).toBeGreaterThan(closer);

    await page.locator(".stage").focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    const [left = 0] = await viewBox(page);
    await page.keyboard.press("ArrowRight");
    expect((await viewBox(page))[0]).toBeGreaterThan(left);
    await page.keyboard.press("0");
    expect(await viewBox(page)).toEqual(whole);

    await page.locator(".stage").hover({ position: { x: 300, y: 200 } });
    await page.mouse.wheel(0, -300);
    await expect.poll(width).toBeLessThan(whole[2] ?? 0);
    await page.getByRole("button", { name: "Reset" }).first().click();
    expect(await viewBox(page)).toEqual(whole);
  });

  test("leaves the wheel to the page until somebody asks for the picture", async () => {
    const page = await open(fastapi);
    const whole = await viewBox(page);
    await page.locator(".stage").hover({ position: { x: 300, y: 200 } });
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate("scrollY")).not.toBe(0);
    expect(await viewBox(page)).toEqual(whole);
  });

  test("is moved by dragging, which chooses nothing", async () => {
    const page = await open(fastapi);
    await page.getByRole("button", { name: "Zoom in" }).click();
    const before = await viewBox(page);
    await part(page, /^service fastapi/).scrollIntoViewIfNeeded();
    const box = await part(page, /^service fastapi/).boundingBox();
    if (!box) throw new Error("nothing is drawn");
    await page.mouse.move(box.x + 50, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x - 60, box.y - 60, { steps: 5 });
    await page.mouse.up();
    expect(await viewBox(page)).not.toEqual(before);
    expect(await page.locator(".panel").isVisible()).toBe(false);
  });

  test("can be chosen from by keyboard after it was dragged", async () => {
    const page = await open(fastapi);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.evaluate("document.querySelector('figure').scrollIntoView()");
    const box = await page.locator(".stage").boundingBox();
    if (!box) throw new Error("nothing is drawn");
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 100, box.y + 150, { steps: 5 });
    await page.mouse.up();
    await part(page, /^service fastapi/).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".panel").isVisible()).toBe(true);
  });

  test("lets go of a drag that ends outside", async () => {
    const page = await open(fastapi);
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.evaluate("document.querySelector('figure').scrollIntoView()");
    const box = await page.locator(".stage").boundingBox();
    if (!box) throw new Error("nothing is drawn");
    const before = await viewBox(page);
    await page.mouse.move(box.x + 3, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x - 9, box.y + 100);
    await page.mouse.up();
    await page.mouse.move(box.x + 200, box.y + 200, { steps: 5 });
    expect(await viewBox(page)).toEqual(before);
  });

  test("leaves the wheel to the page where it cannot get smaller, also with the focus", async () => {
    const page = await open(fastapi);
    await page.locator(".stage").hover({ position: { x: 300, y: 200 } });
    await page.locator(".stage").focus();
    const before = await page.evaluate("scrollY");
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate("scrollY")).not.toBe(before);
  });

  test("shows what is said of a low part on the screen, and leaves the part where it was", async () => {
    const page = await open(three, { viewport: { width: 1300, height: 700 } });
    const low = part(page, /^user pool|^secret redis-password/).last();
    await low.scrollIntoViewIfNeeded();
    await low.click();
    const [panel, box] = [await page.locator(".panel:visible").boundingBox(), await low.boundingBox()];
    if (!panel || !box) throw new Error("nothing is shown");
    expect(panel.y).toBeGreaterThanOrEqual(60);
    expect(panel.y + panel.height).toBeLessThanOrEqual(700);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeLessThanOrEqual(700);
  });

  test("says of what is clicked its line, its findings and its resources", async () => {
    const page = await open(fastapi);
    await part(page, /^route public/).click();
    const panel = page.locator(".panel");
    await expect.poll(() => panel.isVisible()).toBe(true);
    expect(await panel.textContent()).toContain("spec/fastapi-app/spec.yaml:75");
    expect(await panel.textContent()).toContain("network/aws_security_group.route_public");
    await panel.getByRole("link", { name: "edge-https-only" }).first().click();
    const heading = page.locator("article:target h3");
    expect(await heading.textContent()).toContain("edge-https-only");
    await page.keyboard.press("Escape");
  });

  test("says by keyboard what a line in it is", async () => {
    const page = await open(fastapi);
    await part(page, /^fastapi to app-db, read-write, port 5432/).focus();
    await page.keyboard.press("Enter");
    const panel = page.locator(".panel");
    expect(await panel.textContent()).toContain("services.fastapi.uses.app-db");
    await page.keyboard.press("Escape");
    await expect.poll(() => panel.isVisible()).toBe(false);
  });

  test("shows one of several systems, and the one that a link means", async () => {
    const page = await open(three);
    const shown = page.locator("figure.picture:visible");
    expect(await shown.count()).toBe(1);
    await page.locator("#picture-choice").selectOption({ label: "fastapi-app" });
    expect(await shown.getAttribute("id")).toBe("picture-3");
    await page.locator(".systems").getByRole("link", { name: "picture" }).nth(1).click();
    await expect.poll(() => shown.getAttribute("id")).toBe("picture-2");
  });

  test("shows all systems where there is no script, and says them in words", async () => {
    const page = await open(three, { javaScriptEnabled: false });
    expect(await page.locator("figure.picture:visible").count()).toBe(3);
    expect(await page.locator(".controls:visible").count()).toBe(0);
    await page.locator("#picture-1 .in-words > summary").click();
    expect(await page.locator("#picture-1 .in-words").textContent()).toContain(
      "ws-proxy to stt-api, connect, port 8800",
    );
  });

  test("says what a box stands for where there are too many for one each", async () => {
    const page = await open(await reportOn(manyServices));
    await part(page, /^70 services/).click();
    expect(await page.locator(".panel").textContent()).toContain("services.api-10");
    expect(await page.locator(".panel").textContent()).toContain("and 30 more");
  });

  test("filters by system and target, and puts what is chosen into the address", async () => {
    const page = await open(three);
    const shown = page.locator("#findings ~ article:visible");
    const all = await shown.count();
    await page.locator("#filters select[name=system]").selectOption("fastapi-app");
    const own = await shown.count();
    expect(own).toBeLessThan(all);
    await page.locator("#filters select[name=target]").selectOption("routes.public");
    expect(await shown.count()).toBe(2);
    expect(await page.locator("#shown").textContent()).toBe(`2 of ${all} shown`);
    const { hash } = new URL(page.url());
    const again = await open(three, { hash });
    expect(await again.locator("#findings ~ article:visible").count()).toBe(2);
    expect(await again.locator("#filters select[name=target]").inputValue()).toBe("routes.public");
    await again.getByRole("button", { name: "Reset" }).last().click();
    await expect.poll(() => again.locator("#findings ~ article:visible").count()).toBe(all);
    expect(new URL(again.url()).hash).toBe("");
  });

  test.each(["<img src=x onerror=\"document.title='hacked'\">", "</svg><script>document.title='hacked'</script>"])(
    "keeps %j of a name text",
    async (hostile) => {
      const page = await open(reportSaying(hostile));
      expect(await page.title()).not.toBe("hacked");
      expect(await page.locator("figure img, figure script").count()).toBe(0);
      await page.locator("figure svg a.box").first().click();
      expect(await page.locator(".panel img, .panel script").count()).toBe(0);
      expect(await page.locator(".panel").textContent()).toContain(hostile);
    },
  );

  test.each(["light", "dark"] as const)("meets WCAG AA in %s, with a part chosen", async (colorScheme) => {
    const page = await open(three, { colorScheme, bypassCSP: true });
    await part(page, /^service ws-proxy/).click();
    expect(await axeViolations(page)).toEqual([]);
  });

  test.each([360, 800, 1440])("fits a screen of %d pixels", async (width) => {
    const page = await open(three, { viewport: { width, height: 800 } });
    expect(await overflowOf(page)).toBe(0);
    await part(page, /^service ws-proxy/).click();
    expect(await overflowOf(page)).toBe(0);
  });

  test("prints every system and everything that is folded, without controls", async () => {
    const page = await open(three);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("figure.picture:visible").count()).toBe(3);
    expect(await page.locator(".controls:visible, nav:visible").count()).toBe(0);
    expect(await page.locator("#picture-2 .in-words li").first().isVisible()).toBe(true);
    expect((await page.pdf()).subarray(0, 4).toString()).toBe("%PDF");
  });

  test("prints the whole of a picture that is zoomed, and folds again what is unfolded for it", async () => {
    const page = await open(fastapi);
    const whole = await viewBox(page);
    await page.getByRole("button", { name: "Zoom in" }).click();
    const closer = await viewBox(page);
    const folded = await page.locator("details:not([open])").count();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await viewBox(page)).toEqual(whole);
    expect(await page.locator("details:not([open])").count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await viewBox(page)).toEqual(closer);
    expect(await page.locator("details:not([open])").count()).toBe(folded);
  });

  test("prints what was found before what there is", async () => {
    const page = await open(fastapi);
    await page.emulateMedia({ media: "print" });
    const top = async (id: string): Promise<number> => (await page.locator(`#${id}`).boundingBox())?.y ?? 0;
    expect(await top("findings")).toBeLessThan(await top("architecture"));
    await page.emulateMedia({ media: "screen" });
    expect(await top("findings")).toBeGreaterThan(await top("architecture"));
  });
});
