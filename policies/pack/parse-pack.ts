import { Ajv2020 } from "ajv/dist/2020.js";
import type { SpecFinding } from "../../schema/finding.ts";
import { placeProblems } from "../../schema/source/place-problem.ts";
import type { Source } from "../../schema/source/source.ts";
import { policies as everyPolicy } from "../registry.ts";
import type { Policy } from "../rule.ts";
import { explainError } from "./explain-error.ts";
import type { Pack } from "./pack.ts";
import { packSchema } from "./pack-schema.ts";

/** Checks a pack against its schema. All mistakes are given at once, each with its place in the file. */
export function parsePack(
  source: Source,
  policies: readonly Policy[] = everyPolicy,
): { readonly pack?: Pack; readonly findings: readonly SpecFinding[] } {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true });
  const validate = ajv.compile<Pack>(packSchema(policies));
  const value = source.value;
  if (validate(value))
    return { pack: { name: value.name, owner: value.owner, policies: value.policies ?? {} }, findings: [] };
  const problems = (validate.errors ?? []).map((error) => explainError(error, "a pack"));
  return { findings: placeProblems(source, problems) };
}
