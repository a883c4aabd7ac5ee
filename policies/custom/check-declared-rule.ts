import type { SpecCode, SpecPath, SpecProblem } from "../../schema/finding.ts";
import { system } from "../../schema/language/system.ts";
import { suggest } from "../../schema/parse/did-you-mean.ts";
import { parseSpecPath } from "../../schema/spec-path.ts";
import type { Conditions, DeclaredRule, Selection } from "./declared-rule.ts";
import { placeholder } from "./make-rule.ts";

/** What is wrong with a rule that has the right shape. `taken` are the ids of other policies. */
export function declaredRuleProblems(id: string, rule: DeclaredRule, taken: ReadonlySet<string>): SpecProblem[] {
  const path = ["rules", id];
  return [
    ...idProblems(id, taken).map((problem) => ({ ...problem, path, atKey: true })),
    ...selectionProblems(rule.select, [...path, "select"]),
    ...conditionsProblems(rule.select.where ?? {}, [...path, "select", "where"]),
    ...conditionsProblems(rule.require, [...path, "require"]),
    ...messageProblems(rule.message, [...path, "message"]),
    ...waiverProblems(rule, path),
  ];
}

/** What is wrong with the id of a rule of an organisation's own, without its place. */
export function idProblems(id: string, taken: ReadonlySet<string>): Omit<SpecProblem, "path">[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id) || id.length > 60)
    return [
      {
        code: "bad-name",
        message: `"${id}" is no id of a rule`,
        help: "write words of lower-case letters and digits with hyphens, the first of them your own: acme-image-registry",
      },
    ];
  if (!taken.has(id)) return [];
  return [{ code: "conflict", message: `there is a policy "${id}" already`, help: "choose another id" }];
}

function selectionProblems(select: Selection, path: SpecPath): SpecProblem[] {
  const { spec, resource, object } = select;
  const said = [spec, resource, object].filter((each) => each !== undefined);
  if (said.length !== 1)
    return [
      problem(
        said.length === 0 ? "missing-key" : "conflict",
        path,
        `"select" says ${said.length === 0 ? "nothing" : "several things"} to judge`,
        "say one of spec, resource and object",
      ),
    ];
  if (spec !== undefined) return specProblems(spec, [...path, "spec"]);
  if (resource !== undefined && !/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(resource))
    return [problem("wrong-format", [...path, "resource"], `"${resource}" is no Terraform type`, "e.g. aws_sqs_queue")];
  if (object !== undefined && !/^[A-Z][A-Za-z0-9]+$/.test(object))
    return [problem("wrong-format", [...path, "object"], `"${object}" is no Kubernetes kind`, "e.g. Deployment")];
  return [];
}

function specProblems(spec: string, path: SpecPath): SpecProblem[] {
  const section = parseSpecPath(spec)?.[0];
  if (section === undefined)
    return [problem("wrong-format", path, `"${spec}" is no path of a spec`, "e.g. services.* or network")];
  const known = Object.keys(system.shape).filter((key) => key !== "environments" && key !== "waivers");
  if (known.includes(String(section))) return [];
  return [
    problem(
      "unknown-reference",
      path,
      `a spec has no "${section}"`,
      suggest(String(section), known, "e.g. services.*"),
    ),
  ];
}

function conditionsProblems(conditions: Conditions, path: SpecPath): SpecProblem[] {
  return Object.entries(conditions).flatMap(([field, { matches }]) => {
    const at = [...path, field];
    if (!parseSpecPath(field))
      return [
        { ...problem("wrong-format", at, `"${field}" is no path of a field`, "e.g. spec.replicas"), atKey: true },
      ];
    if (matches === undefined || isPattern(matches)) return [];
    return [problem("wrong-format", [...at, "matches"], `"${matches}" is no regular expression`, "mend it")];
  });
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

const words = ["name", "field", "expected", "actual"];

function messageProblems(message: string, path: SpecPath): SpecProblem[] {
  const unknown = [...message.matchAll(placeholder)]
    .map(([, word = ""]) => word)
    .filter((word) => !words.includes(word));
  return unknown.map((word) =>
    problem("unknown-reference", path, `a message knows no "{${word}}"`, suggest(word, words, "write it out")),
  );
}

function waiverProblems({ waivable, maxWaiverDays }: DeclaredRule, path: SpecPath): SpecProblem[] {
  if (waivable !== false || maxWaiverDays === undefined) return [];
  const message = "a rule that cannot be waived has no longest waiver";
  return [problem("conflict", [...path, "maxWaiverDays"], message, "remove this line, or `waivable: false`")];
}

function problem(code: SpecCode, path: SpecPath, message: string, help: string): SpecProblem {
  return { code, path, message, help };
}
