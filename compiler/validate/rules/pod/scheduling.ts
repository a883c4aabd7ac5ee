import type { Report } from "../../fault.ts";
import type { Toleration, TopologySpread } from "../../kinds.ts";
import { checkName, checkQualifiedName, labelValue } from "../names.ts";
import { checkAtLeast } from "../numbers.ts";
import { checkSelector } from "../selector.ts";
import { checkUnique } from "../unique.ts";

const tolerationHelp = "see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/";
const spreadHelp = "see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/";

/** Reports tolerations that Kubernetes refuses. */
export function checkTolerations(tolerations: readonly Toleration[], at: string, report: Report): void {
  tolerations.forEach((toleration, index) => {
    const place = `${at}[${index}]`;
    const { key, operator = "Equal", effect, tolerationSeconds } = toleration;
    if (key) checkQualifiedName(key, `${place}.key`, report);
    else if (operator !== "Exists")
      report(`${place}.operator`, `must be "Exists" when there is no key`, tolerationHelp);
    checkOperator(toleration, place, report);
    if (tolerationSeconds !== undefined && effect !== "NoExecute")
      report(`${place}.effect`, `must be "NoExecute" for tolerationSeconds`, tolerationHelp);
  });
}

function checkOperator({ operator = "Equal", value }: Toleration, at: string, report: Report): void {
  if (operator === "Equal") checkName(value ?? "", labelValue, `${at}.value`, report);
  else if (operator !== "Exists")
    report(`${at}.operator`, `"${operator}" is a feature in development, which EKS does not turn on`, tolerationHelp);
  else if (value) report(`${at}.value`, `must be empty for "Exists"`, tolerationHelp);
}

/** Reports constraints on the spreading of pods that Kubernetes refuses. */
export function checkTopologySpread(constraints: readonly TopologySpread[], at: string, report: Report): void {
  checkUnique(
    constraints,
    ({ topologyKey, whenUnsatisfiable }) => `${topologyKey} ${whenUnsatisfiable}`,
    (index) => `${at}[${index}]`,
    report,
  );
  constraints.forEach((constraint, index) => {
    const place = `${at}[${index}]`;
    checkAtLeast(constraint.maxSkew, 1, `${place}.maxSkew`, report);
    checkAtLeast(constraint.minDomains, 1, `${place}.minDomains`, report);
    if (constraint.minDomains !== undefined && constraint.whenUnsatisfiable !== "DoNotSchedule")
      report(`${place}.minDomains`, `needs whenUnsatisfiable "DoNotSchedule"`, spreadHelp);
    if (constraint.topologyKey === "") report(`${place}.topologyKey`, "must not be empty", spreadHelp);
    else checkQualifiedName(constraint.topologyKey, `${place}.topologyKey`, report);
    checkSelector(constraint.labelSelector, `${place}.labelSelector`, report);
    if (constraint.matchLabelKeys?.length && !constraint.labelSelector)
      report(`${place}.matchLabelKeys`, "needs a labelSelector beside it", spreadHelp);
  });
}
