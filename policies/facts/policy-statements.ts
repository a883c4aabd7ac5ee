import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { items, knownText } from "./known.ts";
import { parseJson } from "./parse-json.ts";

/** A condition of a statement. Variable and values may hold references. */
export interface Condition {
  readonly test: string;
  readonly variable: unknown;
  readonly values: readonly unknown[];
}

/** A statement of an IAM policy, wherever it was written. Text may hold references. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly unknown[];
  readonly notActions: readonly unknown[];
  readonly resources: readonly unknown[];
  readonly principals: readonly { readonly type: string; readonly identifiers: readonly unknown[] }[];
  readonly conditions: readonly Condition[];
}

/**
 * The statements of a policy given as a `data.aws_iam_policy_document`, as JSON text or as an object.
 * `undefined` when the policy, or a document that it is merged from, is known only at apply.
 */
export function policyStatements(graph: ResourceGraph, policy: unknown): readonly PolicyStatement[] | undefined {
  const document = graph.follow(policy, "data.aws_iam_policy_document");
  if (document) return documentStatements(graph, document.config);
  if (typeof policy === "object" && policy !== null && "Statement" in policy) return jsonStatements(policy);
  const json = knownText(graph, policy);
  return json === undefined ? undefined : jsonStatements(parseJson(json));
}

interface Document {
  readonly statement?: object;
  readonly sourcePolicyDocuments?: object;
  readonly overridePolicyDocuments?: object;
}

function documentStatements(graph: ResourceGraph, document: Document): readonly PolicyStatement[] | undefined {
  const own = items<TerraformStatement>(document.statement);
  const sources = items<unknown>(document.sourcePolicyDocuments);
  const overrides = items<unknown>(document.overridePolicyDocuments);
  if (!own || !sources || !overrides) return undefined;
  const statements = own.map(terraformStatement);
  const merged = [...sources, ...overrides].map((source) => policyStatements(graph, source));
  if (merged.includes(undefined) || statements.includes(undefined)) return undefined;
  return [...statements, ...merged.flat()].filter((statement) => statement !== undefined);
}

interface TerraformStatement {
  readonly effect?: unknown;
  readonly actions?: unknown;
  readonly notActions?: unknown;
  readonly resources?: unknown;
  readonly principals?: readonly { readonly type: unknown; readonly identifiers: unknown }[];
  readonly condition?: readonly {
    readonly test: unknown;
    readonly variable: unknown;
    readonly values: readonly unknown[];
  }[];
}

/** `undefined` when principals or conditions as a whole are known only at apply. */
function terraformStatement(statement: TerraformStatement): PolicyStatement | undefined {
  const principals = items<NonNullable<TerraformStatement["principals"]>[number]>(statement.principals);
  const conditions = items<NonNullable<TerraformStatement["condition"]>[number]>(statement.condition);
  if (!principals || !conditions) return undefined;
  return {
    effect: String(statement.effect ?? "Allow"),
    actions: list(statement.actions),
    notActions: list(statement.notActions),
    resources: list(statement.resources),
    principals: principals.map(({ type, identifiers }) => ({ type: String(type), identifiers: list(identifiers) })),
    conditions: conditions.map(({ test, variable, values }) => ({
      test: String(test),
      variable,
      values: list(values),
    })),
  };
}

type JsonStatement = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html: most lists may be a single value. */
function jsonStatements(policy: unknown): readonly PolicyStatement[] | undefined {
  if (typeof policy !== "object" || policy === null) return undefined;
  const statements = list((policy as JsonStatement)["Statement"]) as JsonStatement[];
  return statements.map((statement) => ({
    effect: String(statement["Effect"]),
    actions: list(statement["Action"]),
    notActions: list(statement["NotAction"]),
    resources: list(statement["Resource"]),
    principals: jsonPrincipals(statement["Principal"]),
    conditions: Object.entries((statement["Condition"] ?? {}) as Record<string, JsonStatement>).flatMap(
      ([test, block]) => Object.entries(block).map(([variable, values]) => ({ test, variable, values: list(values) })),
    ),
  }));
}

function jsonPrincipals(principal: unknown): PolicyStatement["principals"] {
  if (principal === "*") return [{ type: "*", identifiers: ["*"] }];
  return Object.entries((principal ?? {}) as JsonStatement).map(([type, identifiers]) => ({
    type,
    identifiers: list(identifiers),
  }));
}

/** One value for a list of one; a list that is known only at apply counts as one unknown item. */
function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
