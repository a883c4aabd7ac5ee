import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { CheckReport } from "../../policies/check-report.ts";
import { renderHtml } from "../../policies/report/html.ts";
import type { PolicyDescription } from "../../policies/report/renderer.ts";
import { plainOptions } from "../policies/report/sample-report.ts";

/** Debian's Chromium, or another that the environment names. */
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why there is nothing to look with; empty when there is a browser. */
export const missing = existsSync(executablePath)
  ? ""
  : `SKIPPED, because there is no ${executablePath}: install Debian's package chromium, or set CHROMIUM`;

/** Starts the browser. */
export function launch(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath, args });
}

/** What a page is opened with. */
export interface Opening extends BrowserContextOptions {
  readonly policies?: readonly PolicyDescription[];
  /** The part of the address from its `#` on. */
  readonly hash?: string;
}

/** Opens the page of a report from a file. */
export async function openReport(
  browser: Browser,
  report: CheckReport,
  { policies = plainOptions.policies, hash = "", ...context }: Opening = {},
): Promise<Page> {
  const file = join(mkdtempSync(join(tmpdir(), "groundplan-")), "report.html");
  writeFileSync(file, renderHtml(report, { ...plainOptions, policies }));
  const page = await (await browser.newContext(context)).newPage();
  await page.goto(pathToFileURL(file).href + hash);
  return page;
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What WCAG AA has against a page that was opened with `bypassCSP`. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async () => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations: found } = await engine.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** By how many pixels a page is wider than the screen. */
export function overflowOf(page: Page): Promise<number> {
  const root = "document.documentElement";
  return page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`);
}
