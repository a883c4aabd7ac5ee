import { Ajv2020 } from "ajv/dist/2020.js";
import type { SpecCode, SpecProblem } from "../../schema/finding.ts";
import { isMap } from "../../schema/resolve/plain-data.ts";
import { explainError } from "../pack/explain-error.ts";
import type { Parameters, Rule } from "../rule.ts";
import { idProblems } from "./check-declared-rule.ts";
import { moduleRuleSchema } from "./declared-rule-schema.ts";
import { guardRule, thrownText } from "./guard-rule.ts";
import { ruleDefaults } from "./make-rule.ts";

/** What a module exports, or why there is nothing. */
export type LoadedModule = { readonly exports: unknown } | { readonly problem: string; readonly help: string };

type Fault = Omit<SpecProblem, "path">;

/** The rules that a pack's modules export, or what is wrong with them, at the line that names the module. */
export function rulesOfModules(
  modules: readonly string[],
  taken: readonly string[],
  load: ((module: string) => LoadedModule) | undefined,
): { readonly rules: readonly Rule[]; readonly problems: readonly SpecProblem[] } {
  const ids = new Set(taken);
  const rules: Rule[] = [];
  const problems: SpecProblem[] = [];
  for (const [index, module] of modules.entries()) {
    const found = load ? readRules(load(module), ids) : { rules: [], faults: [] };
    for (const { id } of found.rules) ids.add(id);
    rules.push(...found.rules);
    problems.push(...found.faults.map((fault) => ({ ...fault, path: ["modules", index] })));
  }
  return { rules, problems };
}

interface ModuleRules {
  readonly rules: readonly Rule[];
  readonly faults: readonly Fault[];
}

/** What a module exports can throw when it is only looked at: a getter, a proxy. */
function readRules(loaded: LoadedModule, taken: ReadonlySet<string>): ModuleRules {
  try {
    return rulesOf(loaded, taken);
  } catch (error) {
    const problem = `the rules of the module cannot be read: ${thrownText(error)}`;
    return { rules: [], faults: [fault("file-unreadable", problem, "mend the module")] };
  }
}

function rulesOf(loaded: LoadedModule, taken: ReadonlySet<string>): ModuleRules {
  if ("problem" in loaded) return { rules: [], faults: [fault("file-unreadable", loaded.problem, loaded.help)] };
  const exported = isObject(loaded.exports) ? loaded.exports["rules"] : undefined;
  if (!Array.isArray(exported) || exported.length === 0)
    return {
      rules: [],
      faults: [fault("missing-key", "the module exports no rules", "write `export const rules = [{ id: …, check }]`")],
    };
  const ids = new Set(taken);
  const judged = exported.map((rule: unknown, index) => {
    const faults = faultsOf(rule, index, ids);
    if (isMap(rule)) ids.add(String(rule["id"]));
    return { rule, faults };
  });
  const faults = judged.flatMap((each) => each.faults);
  return {
    faults,
    rules: faults.length > 0 ? [] : judged.map(({ rule }) => guardRule(wholeRule(rule as WrittenRule))),
  };
}

type WrittenRule = Pick<Rule, "id" | "title" | "severity" | "rationale" | "remediation" | "check"> & Partial<Rule>;

function wholeRule(rule: WrittenRule): Rule {
  const waivable = rule.waivable ?? ruleDefaults.waivable;
  return {
    ...{ ...ruleDefaults, stage: "graph", anchors: [], parameters: {} },
    ...rule,
    maxWaiverDays: waivable ? (rule.maxWaiverDays ?? ruleDefaults.maxWaiverDays) : 0,
  };
}

function faultsOf(rule: unknown, index: number, taken: ReadonlySet<string>): readonly Fault[] {
  const validate = new Ajv2020({ allErrors: true, verbose: true, strict: true }).compile(moduleRuleSchema);
  const what = `rules[${index}] of the module`;
  if (!validate(rule))
    return (validate.errors ?? [])
      .map((error) => explainError(error, what))
      .map(({ code, message, help, path }) =>
        fault(code, path.length === 0 || message.endsWith(what) ? message : `${message} in ${what}`, help),
      );
  const { id, check, parameters = {}, anchors = [] } = rule as Partial<Rule> & { readonly id: string };
  const known = new Set<string>(knownKeys);
  const unknown = Object.keys(rule as object).filter((key) => !known.has(key));
  return [
    ...idProblems(id, taken),
    ...unknown.map((key) => fault("unknown-key", `"${key}" is not a key of a rule, as "${id}" has it`, "remove it")),
    ...(typeof check === "function" ? [] : [fault("missing-key", `"${id}" has no function "check"`, "add it")]),
    ...(isParameters(parameters)
      ? []
      : [
          fault(
            "wrong-type",
            `"parameters" of "${id}" holds something else than numbers, flags, text and lists of text`,
            "give each its default",
          ),
        ]),
    ...(isAnchors(anchors)
      ? []
      : [fault("wrong-type", `"anchors" of "${id}" is no list of { control, url }`, "mend or remove it")]),
  ];
}

const knownKeys: readonly (keyof Rule)[] = [
  ...(["id", "title", "group", "severity", "profile", "rationale", "remediation", "anchors"] as const),
  ...(["waivable", "maxWaiverDays", "parameters", "stage", "check"] as const),
];

function isParameters(value: unknown): value is Parameters {
  const isList = (each: unknown) => Array.isArray(each) && each.every((item) => typeof item === "string");
  return (
    isMap(value) &&
    Object.values(value).every((each) => ["number", "string", "boolean"].includes(typeof each) || isList(each))
  );
}

function isAnchors(value: unknown): boolean {
  const isUrl = (url: unknown) => url === undefined || (typeof url === "string" && url.startsWith("https://"));
  return (
    Array.isArray(value) &&
    value.every((each) => isMap(each) && typeof each["control"] === "string" && isUrl(each["url"]))
  );
}

/** A module's namespace is an object without a prototype. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function fault(code: SpecCode, message: string, help: string): Fault {
  return { code, message, help };
}
