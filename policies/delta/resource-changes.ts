import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { lastingOf } from "../../schema/graph/lasting.ts";
import { planChanges } from "../../schema/graph/plan-changes.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { LostResource, ResourceChanges } from "../check-report.ts";

/** What an edit does to the resources of a system, of which the first graph has the second one's addresses. */
export function resourceChanges(before: ResourceGraph | undefined, after: ResourceGraph): ResourceChanges {
  if (!before) {
    const created = after.nodes.flatMap(({ address, type }) => (type.startsWith("data.") ? [] : [address]));
    return { created, changed: [], replaced: [], destroyed: [] };
  }
  const { created, changed, replaced, destroyed } = planChanges(before, after);
  return {
    created,
    changed,
    replaced: replaced.map(({ address }) => lost(after, address)),
    destroyed: destroyed.map((address) => lost(before, address)),
  };
}

function lost(graph: ResourceGraph, address: Address): LostResource {
  const loses = lastingOf(graph.node(address)?.type ?? "");
  return { address, ...(loses && { loses }) };
}
