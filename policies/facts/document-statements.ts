import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { type Block, isBlock, withExceptions } from "./json-statements.ts";
import { knownText } from "./known.ts";
import type { PolicyStatement, PolicyText, UnreadPolicy } from "./policy-statements.ts";
import { mistakenPolicy, unknownPolicy } from "./unread-policy.ts";

type Document = TerraformNode<"data.aws_iam_policy_document">["config"];

/**
 * The statements of a document with those of what it is merged from. One that an override replaces by its `sid` counts,
 * too: nobody writes a right to take it away.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentStatements(
  graph: ResourceGraph,
  document: Document,
  read: (policy: unknown) => PolicyText,
): PolicyText {
  const { statement, sourceJson, overrideJson, sourcePolicyDocuments, overridePolicyDocuments } = document;
  const own = blocks(statement);
  const merged = [blocks(sourcePolicyDocuments), blocks(overridePolicyDocuments)];
  const single = [sourceJson, overrideJson].filter((each) => each !== undefined && each !== null);
  if (!own || merged.includes(undefined)) return unknownPolicy;
  const texts = [
    ...own.map((written, index) => ownStatement(graph, written, index)),
    ...[...merged.flatMap((each) => each ?? []), ...single].map(read),
  ];
  const unread = texts.filter((text) => "unread" in text);
  const [first] = [...unread.filter(({ mistake }) => mistake !== undefined), ...unread];
  return first ?? { statements: texts.flatMap((text) => ("statements" in text ? text.statements : [])) };
}

function ownStatement(graph: ResourceGraph, written: unknown, index: number): PolicyText {
  const statement = isBlock(written) ? readStatement(graph, written) : "is no block";
  if (typeof statement === "string") return mistakenPolicy(`its statement ${index + 1} ${statement}`);
  return "unread" in statement ? statement : { statements: [statement] };
}

/** A statement, or what is wrong with it. Terraform takes the effect Allow where none is said. */
function readStatement(graph: ResourceGraph, written: Block): PolicyStatement | UnreadPolicy | string {
  const effect = knownText(graph, written["effect"] ?? "Allow");
  const principals = principalsOf(blocks(written["principals"]));
  const notPrincipals = principalsOf(blocks(written["notPrincipals"]));
  const conditions = conditionsOf(blocks(written["condition"]));
  if (typeof principals === "string" || typeof notPrincipals === "string") return "has a principal that is no block";
  if (typeof conditions === "string") return conditions;
  if (!principals || !notPrincipals || !conditions || effect === undefined) return unknownPolicy;
  if (effect !== "Allow" && effect !== "Deny") return "has neither the effect Allow nor Deny";
  const [actions, notActions] = [list(written["actions"]), list(written["notActions"])];
  const [resources, notResources] = [list(written["resources"]), list(written["notResources"])];
  if (actions.length === 0 && notActions.length === 0) return "has no actions";
  if (actions.length > 0 && notActions.length > 0) return "has both actions and not_actions";
  if (resources.length > 0 && notResources.length > 0) return "has both resources and not_resources";
  return withExceptions(
    { effect, actions, notActions, resources, notResources, principals, conditions },
    { notPrincipals },
  );
}

function principalsOf(written: readonly unknown[] | undefined): PolicyStatement["principals"] | string | undefined {
  if (!written?.every(isBlock)) return written && "is no block";
  return written.map(({ type, identifiers }) => ({ type: String(type), identifiers: list(identifiers) }));
}

function conditionsOf(written: readonly unknown[] | undefined): PolicyStatement["conditions"] | string | undefined {
  if (!written?.every(isBlock)) return written && "has a condition that is no block";
  return written.map(({ test, variable, values }) => ({ test: String(test), variable, values: list(values) }));
}

/** Blocks of an argument; `undefined` when all of them are known only at apply. */
function blocks(value: unknown): readonly unknown[] | undefined {
  if (isReference(value) || isTemplate(value)) return undefined;
  return list(value);
}

/** A list that is known only at apply counts as one unknown item. */
function list(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
