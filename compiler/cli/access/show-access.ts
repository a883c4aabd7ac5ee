import { accessMatrix } from "../../../policies/access-matrix/access-matrix.ts";
import type { SystemReport } from "../../../policies/check-report.ts";
import { factsOf } from "../../../policies/facts/facts.ts";
import type { CompiledSystem } from "../pipeline.ts";

/** Adds to a report who can reach what. */
export function showAccess(report: SystemReport, compiled: CompiledSystem | undefined): SystemReport {
  if (!compiled) return report;
  const { model, graph } = compiled;
  return { ...report, access: accessMatrix({ model, graph, facts: factsOf(graph) }) };
}
