import type { SystemReport } from "../../../policies/check-report.ts";
import { lockPath } from "../find-specs.ts";
import type { CompiledSystem, PipelineOptions } from "../pipeline.ts";
import { runFile } from "../run-file.ts";
import type { OldState } from "./old-state.ts";

/** What the specs were before an edit, judged as they are judged today. */
export interface Before {
  /** How reports name that state. */
  readonly name: string;
  readonly systems: readonly SystemReport[];
  /** The same system in the same environment, if it was there. */
  of(compiled: CompiledSystem): CompiledSystem | undefined;
}

/**
 * Takes the specs of an earlier state through the pipeline with the packs, the day and the version of this run, so that
 * only their edits count. What is gone since then is among them.
 */
export async function runBefore(
  state: OldState,
  files: readonly string[],
  patterns: readonly string[],
  pipeline: PipelineOptions,
): Promise<Before> {
  const all = [...files, ...(await state.gone(patterns))];
  const contents = state.read(all.flatMap((file) => [file, lockPath(file)]));
  const runs = all.flatMap((file) => {
    const bytes = contents.get(file);
    if (!bytes) return [];
    const lock = contents.get(lockPath(file));
    const content = { spec: { file, bytes }, ...(lock && { lock: { file: lockPath(file), bytes: lock } }) };
    // Against itself: rules about edits find nothing, and what waives them is as unused as it is today.
    return runFile(content, { ...pipeline, before: (compiled) => compiled });
  });
  const compiled = new Map(runs.flatMap((run) => (run.compiled ? [[keyOf(run.compiled), run.compiled] as const] : [])));
  return {
    name: state.name,
    // An environment that was not there yet is no mistake of the state before.
    systems: runs.map(({ report }) => report).filter(({ problems }) => problems[0]?.code !== "unknown-environment"),
    of: (now) => compiled.get(keyOf(now)),
  };
}

function keyOf({ model }: CompiledSystem): string {
  return `${model.spec.system} ${model.environment ?? ""}`;
}
