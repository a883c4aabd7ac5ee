import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { formatSpecPath, parseSpecPath } from "../../schema/spec-path.ts";
import { hideAt, hideSecrets } from "../hidden/hide-secrets.ts";
import type { NotCompliant, Rule, RuleResult } from "../rule.ts";
import type { Conditions, DeclaredRule } from "./declared-rule.ts";
import { describe, holds, showValue } from "./judge-condition.ts";
import { type SelectedPart, selectParts } from "./select-parts.ts";
import { type FoundValue, valuesAt } from "./values-at.ts";

/** What a declared rule has where it does not say. */
export const ruleDefaults = { group: "operations", profile: "base", waivable: true, maxWaiverDays: 90 } as const;

/** A rule that a pack declares, as the engine asks it. */
export function makeRule(id: string, declared: DeclaredRule): Rule {
  const { title, severity, rationale, remediation, select } = declared;
  const waivable = declared.waivable ?? ruleDefaults.waivable;
  const asked: AskedFields = { where: fieldsOf(select.where ?? {}), require: fieldsOf(declared.require) };
  return {
    ...{ id, title, severity, rationale, remediation, waivable },
    group: declared.group ?? ruleDefaults.group,
    profile: declared.profile ?? ruleDefaults.profile,
    stage: select.spec === undefined ? "graph" : "model",
    anchors: [],
    maxWaiverDays: waivable ? (declared.maxWaiverDays ?? ruleDefaults.maxWaiverDays) : 0,
    parameters: {},
    check: ({ model, graph }) =>
      selectParts(select, model, graph).flatMap((part) => judgePart(declared, asked, part, graph)),
  };
}

/** A field as its path, and what is asked of it. */
interface AskedField {
  readonly path: SpecPath;
  readonly condition: Conditions[string];
}

/** The fields of a rule, their paths read once for all parts. */
interface AskedFields {
  readonly where: readonly AskedField[];
  readonly require: readonly AskedField[];
}

function fieldsOf(conditions: Conditions): readonly AskedField[] {
  return Object.entries(conditions).map(([field, condition]) => ({ path: parseSpecPath(field) ?? [], condition }));
}

interface JudgedField {
  readonly found: FoundValue;
  readonly condition: Conditions[string];
  readonly holds: boolean | undefined;
}

function judgePart(declared: DeclaredRule, asked: AskedFields, part: SelectedPart, graph: ResourceGraph): RuleResult[] {
  const { target } = part;
  const resource = part.resource && { resource: part.resource };
  const chosen = judgeFields(asked.where, part, graph);
  if (chosen.some((field) => field.holds === false)) return [];
  const required = judgeFields(asked.require, part, graph);
  const unknown = [...chosen, ...required].find((field) => field.holds === undefined);
  const failed = required.filter((field) => field.holds === false);
  if (failed.length > 0 && chosen.every((field) => field.holds))
    return failed.map((field) => ({ ...faultOf(declared, part, field), ...resource }));
  if (!unknown) return [{ verdict: "compliant", target, ...resource }];
  const reason = `${nameOf(unknown.found)} is known only at apply`;
  return [{ verdict: "not-evaluated", target, reason, ...resource }];
}

function judgeFields(
  asked: readonly AskedField[],
  { value }: SelectedPart,
  graph: ResourceGraph,
): readonly JudgedField[] {
  return asked.flatMap(({ path, condition }) =>
    valuesAt(value, path).map((found) => ({ found, condition, holds: holds(condition, found, graph) })),
  );
}

function faultOf({ message }: DeclaredRule, part: SelectedPart, { found, condition }: JudgedField): NotCompliant {
  const { name, target } = part;
  const path = part.pathOf(found.path);
  const [shown] = valuesAt(hideSecrets(part.value), found.path);
  const [expected, actual] = [describe(condition), showValue(hideAt([...path, ...found.path], shown?.value))];
  const words: Readonly<Record<string, string>> = { name, field: nameOf(found), expected, actual };
  return {
    verdict: "not-compliant",
    target,
    path,
    key: part.keyOf(found.path),
    message: message.replaceAll(placeholder, (written, word: string) => words[word] ?? written),
    expected,
    actual,
  };
}

/** What a message may leave open. */
export const placeholder = /\{(\w+)\}/g;

function nameOf({ path }: FoundValue): string {
  return path.length === 0 ? "it" : formatSpecPath(path);
}
