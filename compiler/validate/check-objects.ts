import { shapes } from "../../generated/kubernetes/shapes.ts";
import type { SpecProblem } from "../../schema/finding.ts";
import type { AnyKubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { apiVersionsOf } from "./api-versions.ts";
import { createDecoder, type Decoder } from "./decode/create-decoder.ts";
import type { Report } from "./fault.ts";
import type { CheckedKind, ObjectOf } from "./kinds.ts";
import { type Minor, minorOf } from "./minor.ts";
import { checkRelations } from "./relations/check-relations.ts";
import type { Placed } from "./relations/inventory.ts";
import { checkObject } from "./rules/check-object.ts";

/**
 * Checks every Kubernetes object of a graph without a cluster: the types and names of all fields, what only the API
 * server's own code refuses, and references between objects. Every problem has the code `kubernetes-invalid` and
 * points at the part of the spec that the object comes from.
 * What a cluster's own admission policies refuse is known to a server-side dry run only.
 */
export function checkObjects(graph: ResourceGraph): readonly SpecProblem[] {
  const problems: SpecProblem[] = [];
  const minor = minorOf(graph);
  const decoder = createDecoder(shapes, minor);
  const placed: Placed[] = [];
  let unread = 0;
  for (const node of graph.nodes) {
    if (node.kind !== "kubernetes") continue;
    const object = placeObject(node, minor, decoder, problems);
    if (!object) unread++;
    else {
      checkObject(object.kind, object.object, minor, object.report);
      placed.push(object);
    }
  }
  // What an unread object would have been referred to by cannot be told, so nothing is said about references.
  if (unread === 0) checkRelations(graph, placed);
  return problems;
}

/** Reads a node's object; one that cannot be read is reported and not looked at further. */
function placeObject(
  node: AnyKubernetesNode,
  minor: Minor,
  decode: Decoder,
  problems: SpecProblem[],
): Placed | undefined {
  const report = reporter(node, problems);
  const { apiVersion, kind } = node.object as { readonly apiVersion?: unknown; readonly kind?: unknown };
  const versions = apiVersionsOf(minor, node.type);
  if (typeof apiVersion !== "string" || !versions.includes(apiVersion) || kind !== node.type) {
    const field = kind === node.type && versions.length > 0 ? "apiVersion" : "kind";
    const help = versions.length > 0 ? `use ${versions.join(" or ")} ${node.type}` : "use a kind that can be checked";
    report(field, `${apiVersion} ${kind} is not served by Kubernetes ${minor}`, help);
    return undefined;
  }
  const before = problems.length;
  const object = decode(apiVersion, node.type, node.object, report) as ObjectOf<CheckedKind>;
  if (problems.length > before) return undefined;
  const { namespace = "", generateName = "", name = generateName } = object.metadata;
  return { kind: node.type as CheckedKind, namespace, name, object, release: node.release, report };
}

function reporter(node: AnyKubernetesNode, problems: SpecProblem[]): Report {
  return (field, wrong, help) => {
    const title = `${node.type} "${node.name.replace(".", "/")}"`;
    problems.push({
      code: "kubernetes-invalid",
      path: node.origin,
      message: `"${field}" of ${title}: ${wrong}`,
      help,
    });
  };
}
