import { placeProblems } from "../../schema/source/place-problem.ts";
import { inEnvironment } from "./open-findings.ts";
import type { CompiledSystem, SystemRun } from "./pipeline.ts";

/**
 * Makes it a mistake of the later spec that two systems have one name: they would be written to the same folders, and
 * their resources would be the same in AWS.
 */
export function refuseSharedNames(runs: readonly SystemRun[]): readonly SystemRun[] {
  const first = new Map<string, CompiledSystem>();
  return runs.map((run) => {
    if (!run.compiled) return run;
    const { name } = run.compiled.model;
    const other = first.get(name);
    if (!other) first.set(name, run.compiled);
    return other ? refused(run.compiled, run, other) : run;
  });
}

function refused({ model }: CompiledSystem, { report }: SystemRun, other: CompiledSystem): SystemRun {
  const { source, environment, name, spec } = model;
  const named = { system: spec.system, ...(environment !== undefined && { environment }) };
  const problems = placeProblems(source, [
    {
      code: "conflict",
      path: environment === undefined ? ["system"] : ["environments", environment],
      atKey: environment !== undefined,
      message: `"${other.model.source.file}"${inEnvironment(other.model.environment)} makes a system "${name}" as well`,
      help: "give one of the two another name, or leave one of the two files out",
    },
  ]);
  return { report: { file: source.file, text: report.text, ...named, problems, findings: [], coverage: [] } };
}
