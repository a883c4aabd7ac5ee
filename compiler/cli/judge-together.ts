import { dependsOnOthers, type JudgedAlone, shareWaivers } from "../../policies/waivers/share-waivers.ts";
import type { SystemRun } from "./pipeline.ts";

/**
 * Judges the environments of one spec together, as far as they have to be: what waivers excuse. `others` are those that
 * nobody asked for, and are run only where it depends on them.
 */
export function judgeTogether(runs: readonly SystemRun[], others: () => readonly SystemRun[]): readonly SystemRun[] {
  if (!runs.some((run) => isOpenQuestion(judgedAlone(run)))) return runs;
  const all = [...runs, ...others()].map((run) => ({ run, alone: judgedAlone(run) }));
  return runs.map((run, index) => {
    const alone = all[index]?.alone;
    if (!alone || !isOpenQuestion(alone)) return run;
    const rest = all.filter((_, other) => other !== index).map((other) => other.alone);
    return { ...run, report: { ...run.report, ...shareWaivers(alone, rest) } };
  });
}

function isOpenQuestion(alone: JudgedAlone | undefined): boolean {
  return alone !== undefined && dependsOnOthers(alone);
}

function judgedAlone({ report: { findings, coverage }, compiled }: SystemRun): JudgedAlone | undefined {
  return compiled && { model: compiled.model, findings, coverage };
}
