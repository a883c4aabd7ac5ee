import type { SpecPath } from "../../schema/finding.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath, parseSpecPath } from "../../schema/spec-path.ts";
import type { PolicyFinding, SystemReport } from "../check-report.ts";
import { waiverCoverage } from "../coverage.ts";
import { waiverUnused, waiverValid } from "./waiver-policies.ts";

/** An environment of a spec, as it was judged by itself. */
export interface JudgedAlone extends Pick<SystemReport, "findings" | "coverage"> {
  readonly model: Pick<Model, "spec" | "sourcePath">;
}

/**
 * Judges the waivers of one environment in the light of the others of its spec, in which the same waivers stand: one
 * that another environment needs is not unused, and one whose target another environment has is not misspelt. `undefined`
 * is an environment with mistakes, which may need anything.
 */
export function shareWaivers(
  own: JudgedAlone,
  others: readonly (JudgedAlone | undefined)[],
): Pick<SystemReport, "findings" | "coverage"> {
  const elsewhere = others.map((other) => other && usesOf(other));
  const findings = own.findings.filter((finding) => {
    const path = ofOthersToo(own.model, finding);
    return path === undefined || !elsewhere.some((uses) => (uses ? isAnswered(finding, uses.get(path)) : true));
  });
  if (findings.length === own.findings.length) return own;
  const waiverFindings = findings.flatMap(({ policy, target }) => ofWaiver(policy, target));
  const answered = new Set(own.findings.flatMap((each) => (findings.includes(each) ? [] : [each.target[1]])));
  const waiverDoubts = own.coverage.flatMap(({ policy, notEvaluated }) =>
    notEvaluated
      .flatMap(({ target, reason }) => ofWaiver(policy, target).map((which) => ({ ...which, reason })))
      .filter(({ index }) => !answered.has(index)),
  );
  const keepPasses = own.coverage.some(({ passes }) => passes !== undefined);
  const counted = waiverCoverage(own.model.spec.waivers, { waiverFindings, waiverDoubts }, { keepPasses });
  const coverage = own.coverage.map((entry) => counted.find(({ policy }) => policy === entry.policy) ?? entry);
  return { findings, coverage };
}

/** The waiver that a policy about waivers speaks of; nothing for another policy. */
function ofWaiver(policy: string, [section, index]: SpecPath): readonly { policy: { id: string }; index: number }[] {
  return section === "waivers" && typeof index === "number" ? [{ policy: { id: policy }, index }] : [];
}

/** Whether another environment may know better what a finding says of a waiver. */
export function dependsOnOthers({ model, findings }: JudgedAlone): boolean {
  return findings.some((finding) => ofOthersToo(model, finding) !== undefined);
}

/** What an environment makes of a waiver. */
type WaiverUse = "needed" | "idle" | "misplaced";

/** By the waiver's path in the file. */
function usesOf({ model, findings, coverage }: JudgedAlone): ReadonlyMap<string, WaiverUse> {
  const needed = new Set(findings.map(({ waiver }) => waiver?.index));
  const misplaced = new Set(findings.filter(isMisplaced).map(({ target: [, index] }) => index));
  const unknown = new Set(
    coverage.flatMap(({ policy, notEvaluated }) =>
      notEvaluated.map(({ target }) => `${policy} ${formatSpecPath(target)}`),
    ),
  );
  return new Map(
    model.spec.waivers.map(({ policy, target }, index) => {
      const isNeeded = needed.has(index) || unknown.has(`${policy} ${formatSpecPath(parseSpecPath(target) ?? [])}`);
      return [pathOf(model, index), isNeeded ? "needed" : misplaced.has(index) ? "misplaced" : "idle"];
    }),
  );
}

function isAnswered(finding: PolicyFinding, use: WaiverUse | undefined): boolean {
  return isMisplaced(finding) ? use === "needed" || use === "idle" : use === "needed";
}

/** The path in the file of a waiver that nothing needs here or that misses its target, where other environments have it too. */
function ofOthersToo(model: JudgedAlone["model"], finding: PolicyFinding): string | undefined {
  const [section, index] = finding.target;
  if (section !== "waivers" || typeof index !== "number") return undefined;
  if (finding.policy !== waiverUnused.id && !isMisplaced(finding)) return undefined;
  const [layer] = model.sourcePath(["waivers", index]);
  return layer === "environments" ? undefined : pathOf(model, index);
}

function isMisplaced({ policy, key }: PolicyFinding): boolean {
  return policy === waiverValid.id && key === "target";
}

function pathOf({ sourcePath }: JudgedAlone["model"], index: number): string {
  return formatSpecPath(sourcePath(["waivers", index]));
}
