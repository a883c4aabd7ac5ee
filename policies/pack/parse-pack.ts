import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { SpecFinding, SpecProblem } from "../../schema/finding.ts";
import { valueAt } from "../../schema/resolve/plain-data.ts";
import { placeProblems } from "../../schema/source/place-problem.ts";
import type { Source } from "../../schema/source/source.ts";
import { declaredRuleProblems } from "../custom/check-declared-rule.ts";
import type { DeclaredRule } from "../custom/declared-rule.ts";
import { makeRule } from "../custom/make-rule.ts";
import { type LoadedModule, rulesOfModules } from "../custom/module-rules.ts";
import { policies as everyPolicy } from "../registry.ts";
import type { Policy } from "../rule.ts";
import { explainError } from "./explain-error.ts";
import type { Pack } from "./pack.ts";
import { packSchema } from "./pack-schema.ts";

/** A pack as it is written. */
interface WrittenPack extends Pick<Pack, "name" | "owner" | "profile"> {
  readonly groundplan?: string;
  readonly policies?: Pack["policies"];
  readonly modules?: readonly string[];
  readonly rules?: Readonly<Record<string, DeclaredRule>>;
}

/** What a pack is judged by beside its schema. */
export interface ParseOptions {
  /** The version of the program, by which the pack's pin is judged. */
  readonly version?: string;
  /** Gives what a module exports, or says why it cannot. Without it a pack with modules is not judged whole. */
  readonly load?: (module: string) => LoadedModule;
}

/**
 * Checks a pack against its schema, and its own rules for what a schema cannot say. All mistakes are given at once, each
 * with its place in the file. `policies` are those that it can set beside its own rules: the built-in ones, and rules of
 * packs before it. Modules are loaded last, from a pack that has no mistake so far, and then its settings of its own
 * rules are checked.
 */
export function parsePack(
  source: Source,
  policies: readonly Policy[] = everyPolicy,
  { version, load }: ParseOptions = {},
): { readonly pack?: Pack; readonly findings: readonly SpecFinding[] } {
  const found = (problems: readonly SpecProblem[]) => ({ findings: placeProblems(source, problems) });
  const errors = errorsIn(source.value, policies);
  const mistakes = hasOwnRules(source.value) ? errors.filter((error) => !isUnknownPolicy(error)) : errors;
  if (mistakes.length > 0) return found(mistakes.map(explained));
  const written = source.value as WrittenPack;
  const declared = Object.entries(written.rules ?? {});
  const taken = new Set(policies.map(({ id }) => id));
  const problems = [
    ...pinProblems(written.groundplan, version),
    ...declared.flatMap(([id, rule]) => declaredRuleProblems(id, rule, taken)),
  ];
  if (problems.length > 0) return found(problems);
  const { name, owner, profile } = written;
  const own = declared.map(([id, rule]) => makeRule(id, rule));
  const inCode = rulesOfModules(written.modules ?? [], [...taken, ...own.map(({ id }) => id)], load);
  if (inCode.problems.length > 0) return found(inCode.problems);
  const rules = [...own, ...inCode.rules];
  const isWhole = load !== undefined || written.modules === undefined;
  if (errors.length > 0 && isWhole) {
    const left = errorsIn(source.value, [...policies, ...rules]);
    if (left.length > 0) return found(left.map(explained));
  }
  return {
    pack: {
      ...{ name, owner, policies: written.policies ?? {} },
      ...(profile !== undefined && { profile }),
      ...(rules.length > 0 && { rules }),
    },
    findings: [],
  };
}

function errorsIn(written: unknown, policies: readonly Policy[]): readonly ErrorObject[] {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, allowUnionTypes: true, ...forOneUse });
  const isSet = (id: string): boolean => valueAt(written, ["policies", id]) !== undefined;
  const validate = ajv.compile(packSchema(policies, isSet));
  return validate(written) ? [] : (validate.errors ?? []);
}

function explained(error: ErrorObject): SpecProblem {
  return explainError(error, "a pack");
}

/** Which ids a pack's own rules have is known only when the rest of it is right. */
function hasOwnRules(written: unknown): boolean {
  return valueAt(written, ["rules"]) !== undefined || valueAt(written, ["modules"]) !== undefined;
}

function isUnknownPolicy({ keyword, instancePath }: ErrorObject): boolean {
  return keyword === "additionalProperties" && instancePath === "/policies";
}

/** A validator that is used once: the schema is ours and tested, and better code would take longer to make than it saves. */
const forOneUse = { validateSchema: false, code: { optimize: false } } as const;

function pinProblems(pin: string | undefined, version: string | undefined): SpecProblem[] {
  if (pin === undefined || version === undefined) return [];
  const isMeant = pin.endsWith("x") ? version.startsWith(pin.slice(0, -1)) : version === pin;
  if (isMeant) return [];
  return [
    {
      code: "conflict",
      path: ["groundplan"],
      message: `this is groundplan ${version}, and the pack is for ${pin}`,
      help: "use that version, or read what changed in the catalogue and write this one",
    },
  ];
}
