import { compareText, severities } from "../../schema/finding.ts";
import { declaredRuleSchema } from "../custom/declared-rule-schema.ts";
import { policies as everyPolicy } from "../registry.ts";
import type { Parameters, Policy } from "../rule.ts";
import { type JsonSchema, mapSchema, objectSchema } from "./json-schema.ts";
import { specProfiles } from "./pack.ts";

/**
 * The JSON Schema of a policy pack. Every policy is in it with its own parameters, so that an editor completes them
 * and a misspelt one is an error. With `isSet`, only the settings of those policies are said: enough to check a pack that
 * sets no others.
 */
export function packSchema(
  policies: readonly Policy[] = everyPolicy,
  isSet: (id: string) => boolean = () => true,
): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://groundplan.dev/schema/policy-pack.schema.json",
    title: "groundplan policy pack",
    description: "What an organisation makes of the policies. Specs cannot change any of it.",
    ...objectSchema(
      {
        version: { const: 1, description: "The version of this format." },
        name: { type: "string", minLength: 1, maxLength: 60, description: "What the pack is called in reports." },
        owner: { type: "string", minLength: 2, maxLength: 128, description: "Who answers for the pack." },
        groundplan: {
          type: "string",
          pattern: "^(\\d+\\.)(\\d+\\.(\\d+|x)|x)$",
          description: "The groundplan whose catalogue the pack was written for: a version, 0.1.x or 1.x.",
        },
        profile: {
          enum: specProfiles,
          description: "The mildest profile that a system is judged by, whatever its spec says. Default: base.",
        },
        policies: objectSchema(
          Object.fromEntries(
            [...policies]
              .sort((left, right) => compareText(left.id, right.id))
              .map((policy) => [policy.id, isSet(policy.id) ? settingsSchema(policy) : {}]),
          ),
          "Settings by the policy's id. What is left out stays as it is.",
        ),
        modules: {
          type: "array",
          items: { type: "string", minLength: 1, maxLength: 200 },
          description: "Files with rules in code, in the pack's folder or below: ./rules/my-rule.mjs",
        },
        rules: mapSchema(declaredRuleSchema, "The organisation's own rules, by id."),
      },
      undefined,
      ["version", "name", "owner"],
    ),
  };
}

/** The schema as the file that is generated from it. */
export function printPackSchema(policies?: readonly Policy[]): string {
  return `${JSON.stringify(packSchema(policies), null, 2)}\n`;
}

function settingsSchema(policy: Policy): JsonSchema {
  const waiving: Record<string, JsonSchema> = policy.waivable
    ? {
        waivable: { type: "boolean", description: "Whether it can be waived at all. Default: true." },
        maxWaiverDays: {
          type: "integer",
          minimum: 1,
          maximum: 3650,
          description: `The longest time that a waiver may last, in days. Default: ${policy.maxWaiverDays}.`,
        },
      }
    : {};
  const parameters = Object.entries(policy.parameters);
  return objectSchema(
    {
      severity: { enum: severities, description: `How bad a finding is. Default: ${policy.severity}.` },
      ...(parameters.length > 0 && { parameters: parametersSchema(policy.parameters) }),
      ...waiving,
      ...(policy.profile === "optional" && {
        enabled: { type: "boolean", description: "Turns this policy on. Default: false." },
      }),
    },
    policy.title,
  );
}

function parametersSchema(parameters: Parameters): JsonSchema {
  const schemas = Object.entries(parameters).map(([name, value]) => [
    name,
    { ...typeOf(value), default: value, description: `Default: ${JSON.stringify(value)}.` },
  ]);
  return objectSchema(Object.fromEntries(schemas), "The numbers and lists that the policy goes by.");
}

/** A parameter has the type of its default. */
function typeOf(value: Parameters[string]): JsonSchema {
  if (typeof value === "number") return { type: "number", minimum: 0 };
  if (typeof value === "boolean") return { type: "boolean" };
  return typeof value === "string" ? { type: "string" } : { type: "array", items: { type: "string" } };
}
