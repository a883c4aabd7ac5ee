import type { Baseline } from "../../policies/baseline/baseline.ts";
import { parseBaseline } from "../../policies/baseline/baseline-file.ts";
import { readFileContent } from "./find-specs.ts";
import { UsageError } from "./usage-error.ts";

/** Reads a baseline, or nothing where there is no file. */
export function loadBaseline(file: string, cwd: string): Baseline | undefined {
  const { bytes } = readFileContent(file, cwd);
  if (!bytes) return undefined;
  const parsed = parseBaseline(new TextDecoder().decode(bytes));
  if ("baseline" in parsed) return parsed.baseline;
  throw new UsageError(
    `the baseline "${file}" ${parsed.mistake}`,
    "write it with `groundplan baseline`, and do not edit it",
  );
}
