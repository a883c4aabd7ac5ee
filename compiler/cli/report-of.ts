import type { CheckReport, SystemReport } from "../../policies/check-report.ts";
import type { CompiledSystem } from "./pipeline.ts";

/** Whether a part of a report is about a compiled system: the same spec in the same environment. */
export function isReportOf({ file, environment }: SystemReport, { model }: CompiledSystem): boolean {
  return model.source.file === file && model.environment === environment;
}

/** The part of a report that is about one compiled system. */
export function reportOf(report: CheckReport, compiled: CompiledSystem): CheckReport {
  return { ...report, systems: report.systems.filter((system) => isReportOf(system, compiled)) };
}
