import { parseQuantity } from "../../../schema/catalogue/kubernetes-quantity.ts";
import type { Report } from "../fault.ts";
import type { MetricSpec, ObjectOf, ScalingRules } from "../kinds.ts";
import { checkName, dnsSubdomain } from "./names.ts";
import { checkAtLeast, checkRange } from "./numbers.ts";
import { checkSelector } from "./selector.ts";
import { checkOneOf, checkUnique } from "./unique.ts";

const help = "see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/";

/** Reports a HorizontalPodAutoscaler that Kubernetes refuses. */
export function checkHorizontalPodAutoscaler({ spec }: ObjectOf<"HorizontalPodAutoscaler">, report: Report): void {
  const { minReplicas = 1, maxReplicas, scaleTargetRef, metrics = [], behavior } = spec;
  checkAtLeast(minReplicas, 1, "spec.minReplicas", report);
  checkAtLeast(maxReplicas, 1, "spec.maxReplicas", report);
  if (maxReplicas < minReplicas)
    report("spec.maxReplicas", `is ${maxReplicas}, less than the minReplicas of ${minReplicas}`, "raise it");
  checkName(scaleTargetRef.name, dnsSubdomain, "spec.scaleTargetRef.name", report);
  metrics.forEach((metric, index) => {
    checkMetric(metric, `spec.metrics[${index}]`, report);
  });
  checkUnique(
    metrics,
    (metric) => metric.resource?.name,
    (index) => `spec.metrics[${index}].resource.name`,
    report,
  );
  for (const direction of ["scaleUp", "scaleDown"] as const)
    checkScaling(behavior?.[direction] ?? {}, `spec.behavior.${direction}`, report);
}

interface MetricType {
  readonly type: string;
  /** The field that describes it. */
  readonly field: "containerResource" | "external" | "object" | "pods" | "resource";
  /** How its target can be given. */
  readonly targets: readonly string[];
}

const metricTypes: readonly MetricType[] = [
  { type: "ContainerResource", field: "containerResource", targets: ["Utilization", "AverageValue"] },
  { type: "External", field: "external", targets: ["Value", "AverageValue"] },
  { type: "Object", field: "object", targets: ["Value", "AverageValue"] },
  { type: "Pods", field: "pods", targets: ["AverageValue"] },
  { type: "Resource", field: "resource", targets: ["Utilization", "AverageValue"] },
];
const metricFields = metricTypes.map(({ field }) => field);

function checkMetric(metric: MetricSpec, at: string, report: Report): void {
  const known = metricTypes.find(({ type }) => type === metric.type);
  if (!known) {
    const types = metricTypes.map(({ type }) => type).join(", ");
    report(`${at}.type`, `must be one of ${types}, not "${metric.type}"`, help);
    return;
  }
  const { field, targets } = known;
  checkOneOf(metric, metricFields, at, report);
  const source = metric[field];
  if (!source) {
    report(`${at}.${field}`, `is required by the type "${metric.type}"`, help);
    return;
  }
  const { target } = source;
  if (targets.includes(target.type)) checkTarget(target, `${at}.${field}.target`, report);
  else report(`${at}.${field}.target.type`, `must be ${targets.join(" or ")}, not "${target.type}"`, help);
  if ("metric" in source) checkSelector(source.metric.selector, `${at}.${field}.metric.selector`, report);
}

type Target = NonNullable<MetricSpec["resource"]>["target"];

function checkTarget(target: Target, at: string, report: Report): void {
  const field = { Utilization: "averageUtilization", AverageValue: "averageValue", Value: "value" }[target.type] as
    | "averageUtilization"
    | "averageValue"
    | "value";
  const value = target[field];
  if (value === undefined) report(`${at}.${field}`, `is required by the type "${target.type}"`, help);
  else if ((parseQuantity(value) ?? 0) <= 0) report(`${at}.${field}`, `must be more than 0, not ${value}`, help);
  if (field !== "averageUtilization" && target.averageUtilization !== undefined)
    report(`${at}.averageUtilization`, `must be absent for the type "${target.type}"`, help);
}

function checkScaling(rules: ScalingRules, at: string, report: Report): void {
  checkRange(rules.stabilizationWindowSeconds, 0, 3600, `${at}.stabilizationWindowSeconds`, report);
  if (rules.selectPolicy !== undefined && !["Max", "Min", "Disabled"].includes(rules.selectPolicy))
    report(`${at}.selectPolicy`, `must be Max, Min or Disabled, not "${rules.selectPolicy}"`, help);
  if (rules.policies?.length === 0) report(`${at}.policies`, "must not be empty", "leave it out for the default");
  rules.policies?.forEach(({ type, value, periodSeconds }, index) => {
    const place = `${at}.policies[${index}]`;
    if (type !== "Pods" && type !== "Percent") report(`${place}.type`, `must be Pods or Percent, not "${type}"`, help);
    checkAtLeast(value, 1, `${place}.value`, report);
    checkRange(periodSeconds, 1, 1800, `${place}.periodSeconds`, report);
  });
}
