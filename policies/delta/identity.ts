import type { SpecPath } from "../../schema/finding.ts";
import { formatSpecPath, isWithin } from "../../schema/spec-path.ts";
import type { PolicyFinding, RenameNote } from "../check-report.ts";

/** What a finding is in its system, whatever its line: policy, target and key. */
export function identityOf({ policy, target, key, message }: PolicyFinding): string {
  // The number of a waiver changes with those before it; what is said of it does not.
  const [section, index] = target;
  const isWaiver = section === "waivers" && typeof index === "number";
  return isWaiver ? `${policy} | waivers | ${key} | ${message}` : `${policy} | ${formatSpecPath(target)} | ${key}`;
}

/** The same for a finding of an earlier state, by which it can be found again where things have other names now. */
export function identitiesBefore(old: PolicyFinding, renames: readonly RenameNote[]): readonly string[] {
  const moved = renames.flatMap(({ path, from }) => {
    const before: SpecPath = [...path.slice(0, -1), from];
    if (!isWithin(old.target, before)) return [];
    const target = [...path, ...old.target.slice(path.length)];
    const name = String(path.at(-1) ?? "");
    return [identityOf({ ...old, target }), identityOf({ ...old, target, key: renamed(old.key, from, name) })];
  });
  return [...new Set([identityOf(old), ...moved])];
}

/** A key names things by words of its own: `subnet:public-a`, `data/aws_sqs_queue.orders`. */
function renamed(key: string, from: string, to: string): string {
  return key
    .split(/([:./])/)
    .map((word) => (word === from ? to : word))
    .join("");
}
