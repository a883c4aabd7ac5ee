import type { SystemReport } from "../../policies/check-report.ts";
import { type Pictured, pictureOf } from "../picture/picture-of.ts";

/** A system's report with its picture, when it was compiled. */
export async function withPicture(report: SystemReport, compiled: Pictured | undefined): Promise<SystemReport> {
  return compiled ? { ...report, picture: await pictureOf(compiled, report.findings) } : report;
}
