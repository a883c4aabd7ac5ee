import { entry, type Report } from "../fault.ts";
import type { LabelSelector } from "../kinds.ts";
import { checkLabels, type Labels } from "./labels.ts";
import { checkName, checkQualifiedName, labelValue } from "./names.ts";

const help = "see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors";

/** Reports a label selector that Kubernetes would not read. */
export function checkSelector(selector: LabelSelector | undefined, at: string, report: Report): void {
  checkLabels(selector?.matchLabels, `${at}.matchLabels`, report);
  selector?.matchExpressions?.forEach(({ key, operator, values = [] }, index) => {
    const place = `${at}.matchExpressions[${index}]`;
    checkQualifiedName(key, `${place}.key`, report);
    if (!["In", "NotIn", "Exists", "DoesNotExist"].includes(operator))
      report(`${place}.operator`, `must be In, NotIn, Exists or DoesNotExist, not "${operator}"`, help);
    else if (operator.endsWith("In") && values.length === 0)
      report(`${place}.values`, `is required by the operator "${operator}"`, help);
    else if (!operator.endsWith("In") && values.length > 0)
      report(`${place}.values`, `must be empty for the operator "${operator}"`, help);
    values.forEach((value, position) => {
      checkName(value, labelValue, `${place}.values[${position}]`, report);
    });
  });
}

/** Whether a selector chooses nothing in particular, and so everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/** Whether labels are chosen by a selector. */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  for (const key in matchLabels) if (labels[key] !== matchLabels[key]) return false;
  return matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === "Exists") return value !== undefined;
    if (operator === "DoesNotExist") return value === undefined;
    if (operator === "In") return value !== undefined && values.includes(value);
    return value === undefined || !values.includes(value);
  });
}

/**
 * Reports a workload's selector that chooses nothing in particular, or that does not choose the pods it makes.
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export function checkOwnSelector(selector: LabelSelector, labels: Labels, report: Report): void {
  checkSelector(selector, "spec.selector", report);
  if (isEmptySelector(selector)) {
    report("spec.selector", "must not be empty", "select the labels of the pod template");
    return;
  }
  for (const key in selector.matchLabels)
    if (labels[key] !== selector.matchLabels[key])
      report(
        entry("spec.selector.matchLabels", key),
        `is "${selector.matchLabels[key]}", and the pod template's label is ${labels[key] === undefined ? "missing" : `"${labels[key]}"`}`,
        "give the pod template the labels that the selector asks for",
      );
  if (!selects({ matchExpressions: selector.matchExpressions ?? [] }, labels))
    report(
      "spec.selector.matchExpressions",
      "does not select the labels of the pod template",
      "give the pod template the labels that the selector asks for",
    );
}
