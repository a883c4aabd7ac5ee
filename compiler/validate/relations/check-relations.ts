import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { checkAutoscalerTargets } from "./autoscaler-targets.ts";
import { checkHookOrder } from "./hook-order.ts";
import { createInventory, type Placed } from "./inventory.ts";
import { checkBindings, checkIngressBackends, checkStatefulSetServices } from "./named-objects.ts";
import { checkNamespaces } from "./namespaces.ts";
import { checkNeededObjects } from "./needed-objects.ts";
import { checkSecretSources } from "./secret-sources.ts";
import { checkBudgetPods, checkOverlaps, checkPolicyPods } from "./selected-pods.ts";
import { checkServicePods } from "./service-pods.ts";

const relations = [
  checkAutoscalerTargets,
  checkBindings,
  checkBudgetPods,
  checkHookOrder,
  checkIngressBackends,
  checkOverlaps,
  checkNeededObjects,
  checkPolicyPods,
  checkSecretSources,
  checkServicePods,
  checkStatefulSetServices,
];

/** Reports references between objects that lead nowhere. The API server takes them, and then nothing works. */
export function checkRelations(graph: ResourceGraph, objects: readonly Placed[]): void {
  checkDuplicates(objects);
  checkNamespaces(graph, objects);
  const inventory = createInventory(objects);
  for (const relation of relations) relation(inventory);
}

function checkDuplicates(objects: readonly Placed[]): void {
  const seen = new Set<string>();
  for (const { kind, namespace, name, report } of objects) {
    const key = `${kind}/${namespace}/${name}`;
    if (seen.has(key)) report("metadata.name", `"${name}" is taken by another ${kind} of the namespace`, "rename one");
    seen.add(key);
  }
}
