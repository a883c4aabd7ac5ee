import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import { checkCountOrPercent } from "./numbers.ts";
import { checkSelector, isEmptySelector } from "./selector.ts";
import { checkOneOf } from "./unique.ts";

/** Reports a PodDisruptionBudget that Kubernetes refuses, or that is for no pods or for all of them. */
export function checkPodDisruptionBudget({ spec }: ObjectOf<"PodDisruptionBudget">, report: Report): void {
  checkOneOf(spec, ["maxUnavailable", "minAvailable"], "spec", report);
  checkCountOrPercent(spec.minAvailable, "spec.minAvailable", report, 100);
  checkCountOrPercent(spec.maxUnavailable, "spec.maxUnavailable", report, 100);
  if (!spec.selector || isEmptySelector(spec.selector))
    report("spec.selector", "must select some pods of the namespace, not all of them", "select the labels of the pods");
  else checkSelector(spec.selector, "spec.selector", report);
}
