import { isEmptySelector } from "../rules/selector.ts";
import type { Inventory } from "./inventory.ts";
import type { PodSet } from "./pod-index.ts";

const help = "select the labels of a pod template";

/** Reports budgets of no pods, and pods with two budgets, which can then not be evicted at all. */
export function checkBudgetPods(inventory: Inventory): void {
  const budgets = new Map<PodSet, string>();
  for (const budget of inventory.all("PodDisruptionBudget")) {
    const selector = budget.object.spec.selector;
    if (!selector) continue;
    const pods = inventory.selected(budget.namespace, selector);
    if (pods.length === 0) budget.report("spec.selector", "selects no pods of the namespace", help);
    for (const podSet of pods) {
      const other = budgets.get(podSet);
      if (other)
        budget.report("spec.selector", `selects pods that the budget "${other}" selects as well`, "keep one budget");
      budgets.set(podSet, budget.name);
    }
  }
}

/** Reports network policies for no pods. One for all pods of a namespace may come before the pods. */
export function checkPolicyPods(inventory: Inventory): void {
  for (const policy of inventory.all("NetworkPolicy")) {
    const selector = policy.object.spec.podSelector;
    if (!selector || isEmptySelector(selector)) continue;
    if (inventory.selected(policy.namespace, selector).length === 0)
      policy.report("spec.podSelector", "selects no pods of the namespace", help);
  }
}

/** Reports workloads that take pods of another workload for their own. */
export function checkOverlaps(inventory: Inventory): void {
  for (const kind of ["Deployment", "StatefulSet"] as const)
    for (const workload of inventory.all(kind)) {
      const selector = workload.object.spec.selector;
      if (!selector || isEmptySelector(selector)) continue;
      const other = inventory
        .selected(workload.namespace, selector)
        .find(({ owner }) => owner.kind === kind && owner.name !== workload.name);
      if (other)
        workload.report(
          "spec.selector",
          `selects pods of the ${kind} "${other.owner.name}" as well`,
          "give each workload a label of its own",
        );
    }
}
