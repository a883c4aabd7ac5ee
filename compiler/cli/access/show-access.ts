import type { SystemReport } from "../../../policies/check-report.ts";
import type { CompiledSystem } from "../pipeline.ts";
import { accessIn } from "./access-in.ts";

/** Adds to a report who can reach what. */
export function showAccess(report: SystemReport, compiled: CompiledSystem | undefined): SystemReport {
  return compiled ? { ...report, access: accessIn(compiled) } : report;
}
