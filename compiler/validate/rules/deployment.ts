import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import type { Minor } from "../minor.ts";
import { checkAtLeast, checkCountOrPercent, isZero } from "./numbers.ts";
import { checkPodTemplate } from "./pod/template.ts";
import { checkOwnSelector } from "./selector.ts";

type DeploymentSpec = ObjectOf<"Deployment">["spec"];

const help = "see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy";

/** Reports a Deployment that Kubernetes refuses. */
export function checkDeployment({ spec }: ObjectOf<"Deployment">, report: Report, minor: Minor): void {
  checkAtLeast(spec.replicas, 0, "spec.replicas", report);
  checkAtLeast(spec.minReadySeconds, 0, "spec.minReadySeconds", report);
  checkAtLeast(spec.revisionHistoryLimit, 0, "spec.revisionHistoryLimit", report);
  checkOwnSelector(spec.selector, spec.template.metadata?.labels ?? {}, report);
  checkStrategy(spec, report);
  const deadline = spec.progressDeadlineSeconds ?? 600;
  if (deadline <= (spec.minReadySeconds ?? 0))
    report("spec.progressDeadlineSeconds", `is ${deadline}, and must be more than minReadySeconds`, help);
  checkPodTemplate(spec.template, "spec.template", { restartPolicies: ["Always"], minor }, report);
}

function checkStrategy({ strategy }: DeploymentSpec, report: Report): void {
  if (strategy?.type === "Recreate" && strategy.rollingUpdate)
    report("spec.strategy.rollingUpdate", `must be absent for the type "Recreate"`, help);
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {};
  checkCountOrPercent(maxSurge, "spec.strategy.rollingUpdate.maxSurge", report);
  checkCountOrPercent(maxUnavailable, "spec.strategy.rollingUpdate.maxUnavailable", report, 100);
  if (isZero(maxSurge) && isZero(maxUnavailable))
    report("spec.strategy.rollingUpdate.maxUnavailable", "cannot be 0 while maxSurge is 0", help);
}
