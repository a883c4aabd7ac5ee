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
  suggestions: async () => (await import("../../policies/fix/suggest-fixes.ts")).fixSuggester(),
  picture: async () => (await import("./picture-view.ts")).withPicture,
} satisfies Readonly<Record<string, () => Promise<View>>>;

type ViewName = keyof typeof views;

/** What each format shows beside the findings. Formats share what their lists begin with. */
const shownBy: Readonly<Partial<Record<Format, readonly ViewName[]>>> = {
  json: ["access"],
  markdown: ["access", "suggestions"],
  html: ["access", "suggestions", "picture", "lines"],
  pretty: ["lines"],
};

/** Whether a format shows what is as it should be, which a run then has to keep. */
export function showsPasses(format: Format | undefined): boolean {
  return format === "json" || format === "html";
}

/** What a report is made of. Views of what was compiled need `compiled`. */
export type ReportedRun = Pick<SpecsRun, "report" | "policies"> & Partial<Pick<SpecsRun, "compiled">>;

/** A run's report with all that a format shows of it. */
export type Viewed = (format: Format) => Promise<CheckReport>;

/** A run as formats show it. What several of them show is worked out once. */
export function viewedRun({ report, compiled = [] }: ReportedRun): Viewed {
  const done = new Map<string, Promise<readonly SystemReport[]>>();
  return async (format) => {
    let systems = report.systems;
    let shown = "";
    for (const name of shownBy[format] ?? []) {
      shown += ` ${name}`;
      const next = done.get(shown) ?? withView(name, systems, compiled);
      done.set(shown, next);
      systems = await next;
    }
    return { ...report, systems };
  };
}

async function withView(
  name: ViewName,
  systems: readonly SystemReport[],
  compiled: readonly CompiledSystem[],
): Promise<readonly SystemReport[]> {
  const view: View = await views[name]();
  const seen: SystemReport[] = [];
  for (const system of systems) {
    const own = compiled.find((each) => isReportOf(system, each));
    seen.push(await view(system, own));
  }
  return seen;
}
