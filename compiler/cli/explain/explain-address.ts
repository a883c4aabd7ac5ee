import { stringify } from "yaml";
import { hideSecrets } from "../../../policies/hidden/hide-secrets.ts";
import type { GraphNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import { referencesIn } from "../../../schema/graph/value.ts";
import type { Model } from "../../../schema/model/model.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { CompiledSystem } from "../pipeline.ts";
import { readableBody, withoutStack } from "./readable-body.ts";
import { section } from "./section.ts";

/** The nodes that an address means: a whole one, or one without its stack, as Terraform writes it. */
export function findNodes(address: string, graph: ResourceGraph): readonly GraphNode[] {
  return graph.nodes.filter((node) => node.address === address || withoutStack(node.address) === address);
}

/** A resource or object: the part of the spec that asks for it, what it is set to, what it needs and what needs it. */
export function explainNode(node: GraphNode, { model, graph, overrides }: CompiledSystem): string {
  const path = model.sourcePath(node.origin);
  const { line, column } = model.source.locateKey(path);
  const needs = new Set(needsOf(node));
  const neededBy = graph.nodes.filter((other) => needsOf(other).includes(node.address));
  return [
    `${node.address}\n`,
    section("asked for by", [`${model.source.file}:${line}:${column}, ${formatSpecPath(path)}`]),
    section(
      "overridden by",
      overrides
        .filter(({ addresses }) => addresses.includes(node.address))
        .map(({ pattern }) => overrideText(pattern, model)),
    ),
    section("is set to", [stringify(shownBody(node), { lineWidth: 0 }).trimEnd()]),
    section("needs", [...needs].sort()),
    section(
      "is needed by",
      neededBy.map(({ address }) => address),
    ),
  ].join("");
}

/** What delivers secrets names them by words that others hide secrets under: `secretKey: STRIPE_KEY`. */
function shownBody(node: GraphNode): unknown {
  const body = readableBody(bodyOf(node));
  return node.type === "ExternalSecret" ? body : hideSecrets(body);
}

function overrideText(pattern: string, { source, sourcePath }: Model): string {
  const place = sourcePath(["overrides", pattern]);
  return `${source.file}:${source.locateKey(place).line}, ${formatSpecPath(place)}`;
}

function needsOf(node: GraphNode): readonly string[] {
  const explicit = node.kind === "terraform" ? node.dependsOn : [node.release];
  return [...referencesIn(bodyOf(node)).map(({ $ref }) => $ref), ...explicit];
}

function bodyOf(node: GraphNode): unknown {
  return node.kind === "terraform" ? node.config : node.object;
}
