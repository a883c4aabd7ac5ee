import type { CheckReport, SystemReport } from "../../policies/check-report.ts";
import type { Format } from "../../policies/report/index.ts";
import type { CompiledSystem } from "./pipeline.ts";
import { isReportOf } from "./report-of.ts";
import type { SpecsRun } from "./run-specs.ts";

/** Adds to what a run says of a system something that only some formats show. */
type View = (report: SystemReport, compiled: CompiledSystem | undefined) => SystemReport | Promise<SystemReport>;

/** How each view is loaded: a format that does not show it does not pay for it. */
const views = {
  access: async () => (await import("./access/show-access.ts")).showAccess,
  lines: async () => (await import("../../policies/hidden/show-lines.ts")).lineAdder(),
  picture: async () => (await import("./picture-view.ts")).withPicture,
  suggestions: async () => (await import("../../policies/fix/suggest-fixes.ts")).suggestFixes,
} satisfies Readonly<Record<string, () => Promise<View>>>;

/** What each format shows beside the findings. */
const shownBy: Readonly<Partial<Record<Format, readonly (keyof typeof views)[]>>> = {
  json: ["access"],
  markdown: ["suggestions", "access"],
  html: ["suggestions", "picture", "access", "lines"],
  pretty: ["lines"],
};

/** Whether a format shows what is as it should be, which a run then has to keep. */
export function showsPasses(format: Format | undefined): boolean {
  return format === "json" || format === "html";
}

/** What a report is made of. Views of what was compiled need `compiled`. */
export type ReportedRun = Pick<SpecsRun, "report" | "policies"> & Partial<Pick<SpecsRun, "compiled">>;

/** A run's report with all that a format shows of it. */
export async function withViews({ report, compiled = [] }: ReportedRun, format: Format): Promise<CheckReport> {
  const shown: readonly View[] = await Promise.all((shownBy[format] ?? []).map((name) => views[name]()));
  if (shown.length === 0) return report;
  const systems: SystemReport[] = [];
  for (const system of report.systems) {
    const own = compiled.find((each) => isReportOf(system, each));
    let seen = system;
    for (const view of shown) seen = await view(seen, own);
    systems.push(seen);
  }
  return { ...report, systems };
}
