import { policiesOf } from "../../../policies/pack/policies-of.ts";
import { visibleText } from "../../../policies/report/visible-text.ts";
import { compareText } from "../../../schema/finding.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { loadPack } from "../load-pack.ts";
import { printMistakes } from "../one-spec.ts";

/** `groundplan policies list`'s options. */
export interface PoliciesListOptions {
  readonly pack: readonly string[];
}

/** `groundplan policies list`: id, severity, profile and title of every policy, as packs set it, by id. */
export async function listPolicies({ pack: files }: PoliciesListOptions, io: Io): Promise<ExitCode> {
  const { pack, mistakes } = await loadPack(files, io.cwd);
  if (mistakes.length > 0) return printMistakes(mistakes, {}, io);
  const rows = [...policiesOf(pack)]
    .sort((left, right) => compareText(left.id, right.id))
    .map(({ id, severity, profile, title }) => [
      id,
      severity,
      pack.policies[id]?.enabled ? `${profile} (on)` : profile,
      title,
    ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) => visibleText(cell).padEnd(widths[column] ?? 0));
    io.stdout.write(`${cells.join("  ").trimEnd()}\n`);
  }
  return exitCodes.clean;
}
