import { type SpecContent, unreadableFile } from "./find-specs.ts";
import { type PipelineOptions, runSpec, type SystemRun } from "./pipeline.ts";

/** {@link runSpec} for files that may be unreadable. */
export function runFile({ spec, lock }: SpecContent, options: PipelineOptions): readonly SystemRun[] {
  if (!spec.bytes) return [unreadableRun(spec.file)];
  if (!lock) return runSpec(spec.file, spec.bytes, options);
  const { file, bytes } = lock;
  return bytes ? runSpec(spec.file, spec.bytes, options, { file, bytes }) : [unreadableRun(file)];
}

function unreadableRun(file: string): SystemRun {
  return { report: { file, text: "", problems: [unreadableFile(file)], findings: [], coverage: [] } };
}
