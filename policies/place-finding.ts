import type { SpecPath } from "../schema/finding.ts";
import type { Model } from "../schema/model/model.ts";
import { valueAt } from "../schema/resolve/plain-data.ts";
import type { PolicyFinding } from "./check-report.ts";
import type { NotCompliant, Policy } from "./rule.ts";
import type { WaiverFinding } from "./waivers/apply-waivers.ts";
import { waiverUnused } from "./waivers/waiver-policies.ts";

/**
 * Gives a verdict its place in the spec. A value that nobody wrote is a default, and then the finding stands at the
 * nearest part that somebody did write. What overrides make stands at the last of them: the keys of the language say
 * nothing wrong there.
 */
export function placeFinding(
  model: Model,
  policy: Policy,
  result: NotCompliant,
  overrides: readonly string[] = [],
): PolicyFinding {
  const { target, key, message, expected, actual, evidence = [], resource, fix } = result;
  const path = model.sourcePath(result.fixAt ?? result.path ?? target);
  const override = overrides.at(-1);
  return {
    policy: policy.id,
    severity: policy.severity,
    ...place(model, override === undefined ? (result.path ?? target) : ["overrides", override]),
    target,
    key,
    message,
    help: override === undefined ? policy.remediation : overrideHelp(overrides),
    expected,
    actual,
    evidence,
    ...(resource && { resource }),
    ...(fix !== undefined && override === undefined && { fix: { kind: "set", path, value: fix } as const }),
    status: "open",
    notes: [],
  };
}

function overrideHelp(overrides: readonly string[]): string {
  const names = overrides.map((pattern) => `\`${pattern}\``).join(" or ");
  return `Change or remove the override of ${names}: without it, nothing is found here.`;
}

/** The same for what is wrong with a waiver, which stands at the waiver itself. */
export function placeWaiverFinding(model: Model, finding: WaiverFinding): PolicyFinding {
  const { index, policy, setting, message, help, expected, actual } = finding;
  const target = ["waivers", index];
  return {
    policy: policy.id,
    severity: policy.severity,
    ...place(model, [...target, setting]),
    target,
    key: setting,
    message,
    help,
    expected,
    actual,
    evidence: [],
    ...(policy.id === waiverUnused.id && { fix: { kind: "remove", path: model.sourcePath(target) } as const }),
    status: "open",
    notes: [],
  };
}

/** A map or list is pointed at by its key: its value begins at whatever happens to come first in it. */
function place({ source, sourcePath }: Model, path: SpecPath): Pick<PolicyFinding, "file" | "path" | "range"> {
  const inFile = sourcePath(path);
  const isCollection = typeof valueAt(source.value, inFile) === "object";
  return { file: source.file, path, range: isCollection ? source.locateKey(inFile) : source.locate(inFile) };
}
