import { severities } from "../../schema/finding.ts";
import { type JsonSchema, mapSchema, objectSchema } from "../pack/json-schema.ts";
import { policyGroups } from "../rule.ts";

const text = (description: string, maxLength = 1000): JsonSchema => ({
  type: "string",
  minLength: 1,
  maxLength,
  description,
});

const scalar: JsonSchema = { type: ["string", "number", "boolean"] };

const condition: JsonSchema = {
  ...objectSchema(
    {
      equals: { ...scalar, description: "The one right value." },
      oneOf: { type: "array", minItems: 1, items: scalar, description: "The right values." },
      matches: text("A regular expression that is found somewhere in the text.", 200),
      atLeast: { type: "number", description: "The smallest number." },
      atMost: { type: "number", description: "The largest number." },
      present: { const: true, description: "Any value, also one that is known only at apply." },
      absent: { const: true, description: "No value." },
    },
    "What is asked of the field. Everything that is said must hold.",
  ),
  minProperties: 1,
};

const select = objectSchema(
  {
    spec: text("A path of the resolved spec, with * for every item: services.*"),
    resource: text("A Terraform type: aws_sqs_queue"),
    object: text("A Kubernetes kind: Deployment"),
    where: mapSchema(condition, "Only those whose fields are like this."),
  },
  "What is judged: exactly one of spec, resource and object.",
);

const metadata = {
  title: text("What is asked, in a line.", 120),
  severity: { enum: severities, description: "How bad a finding is." },
  group: { enum: policyGroups, description: "What it is about. Default: operations." },
  profile: {
    enum: ["base", "prod", "regulated", "optional"],
    description: "From which profile on it is asked. Default: base.",
  },
  rationale: text("Why it matters."),
  remediation: text("What to change in the spec."),
  waivable: { type: "boolean", description: "Whether it can be waived. Default: true." },
  maxWaiverDays: {
    type: "integer",
    minimum: 1,
    maximum: 3650,
    description: "The longest time that a waiver may last, in days. Default: 90.",
  },
};

const needed = ["title", "severity", "rationale", "remediation"];

/** The JSON Schema of what a rule in code says of itself, beside its parameters and its check. */
export const moduleRuleSchema: JsonSchema = {
  ...objectSchema({ id: text("Its id.", 60), ...metadata }, "A rule in code.", ["id", ...needed]),
  additionalProperties: true,
};

/** The JSON Schema of one rule that a pack declares. What its keys mean for one another is checked after it. */
export const declaredRuleSchema: JsonSchema = objectSchema(
  {
    ...metadata,
    select,
    require: {
      ...mapSchema(condition, "What must hold, by the path of the field in what is selected; * for every item."),
      minProperties: 1,
    },
    message: text("What a finding says. {name}, {field}, {expected} and {actual} stand for what was found.", 300),
  },
  "A rule without code.",
  [...needed, "select", "require", "message"],
);
