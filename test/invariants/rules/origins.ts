import type { SpecPath } from "../../../schema/finding.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { Emitted } from "../emitted.ts";
import type { Invariant } from "../invariant.ts";

/** Whoever reads a plan can ask why a resource is there, and gets a line of the spec or the name of a rule. */
export const origins: Invariant = {
  name: "every resource comes from a part of the spec, or from a named default",
  check: ({ graph, model }) =>
    graph.nodes
      .filter(({ origin }) => origin.length > 0 && !isKnown(model, origin))
      .map(({ address, origin }) => `${address} comes from ${formatSpecPath(origin)}, which nobody says`),
};

function isKnown(model: Emitted["model"], path: SpecPath): boolean {
  const origin = model.originOf(path);
  return origin.kind === "default" ? origin.rule !== "" && isInModel(model, path) : model.source.has(origin.path);
}

/** A default stands in the resolved spec, or is an add-on that every cluster has. */
function isInModel({ spec }: Emitted["model"], path: SpecPath): boolean {
  if (path.join(".").startsWith("cluster.addons")) return true;
  let value: unknown = spec;
  for (const key of path)
    value = typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
  return value !== undefined;
}
