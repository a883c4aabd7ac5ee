import type { RuleResult } from "../rule.ts";
import { type NodeVerdict, stepsFrom } from "./judge-nodes.ts";
import type { PodTemplate } from "./pod-templates.ts";

/** Asks one question of every pod as a whole, whatever kind of object makes it. A fault's key follows the pod's name. */
export function judgePods(
  pods: readonly PodTemplate[],
  judge: (pod: PodTemplate) => NodeVerdict | undefined,
): RuleResult[] {
  return pods.flatMap((pod): RuleResult[] => {
    const verdict = judge(pod);
    if (!verdict) return [];
    const { target, name, address: resource } = pod;
    if ("unknown" in verdict)
      return [{ verdict: "not-evaluated", target, reason: `${name}: ${verdict.unknown}`, resource }];
    if ("proof" in verdict)
      return [{ verdict: "compliant", target, evidence: stepsFrom(name, verdict.proof), resource }];
    return verdict.map(({ setting = [], key, message, seen, ...fault }) => ({
      verdict: "not-compliant",
      target,
      path: [...target, ...setting],
      key: key === "" ? name : `${name}:${key}`,
      message: `${name} ${message}`,
      ...fault,
      evidence: stepsFrom(name, seen ?? fault.actual),
      resource,
    }));
  });
}
