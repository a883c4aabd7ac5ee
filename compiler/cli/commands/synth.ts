import { resolve } from "node:path";
import { outcomeOf } from "../../../policies/report/outcome.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { writeOutput } from "../output-folder.ts";
import { lowerSystems } from "../pipeline.ts";
import { reportText, seenOn } from "../print-report.ts";
import { runSpecs } from "../run-specs.ts";

/**
 * `groundplan synth`: the app that `cdktf.json` names. The `cdktf` command gives it no arguments, so specs and
 * environment come from GROUNDPLAN_SPEC and GROUNDPLAN_ENV, and the output folder from CDKTF_OUTDIR.
 * It overwrites what stock CDKTF may have left in that folder, which is CDKTF's own.
 */
export async function synth(io: Io): Promise<ExitCode> {
  const { GROUNDPLAN_SPEC: spec, GROUNDPLAN_ENV: env, CDKTF_OUTDIR: folder } = io.env;
  const options = { ...(env && { env }), pack: [], waivers: true, failOn: "high" } as const;
  const run = await runSpecs(spec ? spec.split(/\s+/).filter(Boolean) : [], options, io);
  const code = exitCodes[outcomeOf(run.report).verdict];
  if (code !== exitCodes.clean) {
    io.stderr.write(await reportText(run, "pretty", seenOn(io.stderr, {}, io)));
    return code;
  }
  writeOutput(resolve(io.cwd, folder ?? "cdktf.out"), await lowerSystems(run.compiled), {
    foreignFiles: "overwrite",
  });
  return code;
}
