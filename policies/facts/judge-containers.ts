import type { EditValue } from "../../schema/edit/spec-edit.ts";
import type { SpecPath } from "../../schema/finding.ts";
import type { RuleResult } from "../rule.ts";
import type { PodContainer, PodTemplate } from "./pod-templates.ts";

/** What is wrong with a container. */
export interface ContainerFault {
  /** The setting in a service's part of the spec that is to blame, e.g. `["security", "runAsUser"]`. */
  readonly setting: SpecPath;
  /** Tells faults of one container apart; absent when there is only one that it can have. */
  readonly key?: string;
  /** What follows the container's name in the message. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** What the evidence says after the container's name; {@link actual} when absent. */
  readonly seen?: string;
  /** The value of {@link setting} that mends it. */
  readonly fix?: EditValue;
}

/** Faults, the reason why nothing can be said, or what shows that nothing is wrong. */
export type ContainerVerdict = readonly ContainerFault[] | { readonly unknown: string } | { readonly proof: string };

/** Asks one question of every container of every pod: main, init and sidecar, whatever kind of object makes the pod. */
export function judgeContainers(
  pods: readonly PodTemplate[],
  judge: (container: PodContainer, pod: PodTemplate) => ContainerVerdict | undefined,
): RuleResult[] {
  return pods.flatMap((pod) => {
    const { target, address: resource, name } = pod;
    const judged = pod.containers.flatMap((container): RuleResult[] => {
      const verdict = judge(container, pod);
      return verdict ? results(pod, container, verdict) : [];
    });
    if (pod.isComplete) return judged;
    return [
      ...judged,
      { verdict: "not-evaluated", target, reason: `${name}: its containers are known only at apply`, resource },
    ];
  });
}

/** Containers beside a service's own have settings of their own, but share what the service says of security. */
function placeOf({ role, name }: PodContainer, setting: SpecPath): SpecPath {
  if (role === "main" || setting[0] === "security") return setting;
  return [role === "init" ? "init" : "sidecars", name, ...setting];
}

function results(pod: PodTemplate, container: PodContainer, verdict: ContainerVerdict): RuleResult[] {
  const { target, address: resource } = pod;
  const who = `${pod.name}:${container.name}`;
  if ("unknown" in verdict)
    return [{ verdict: "not-evaluated", target, reason: `${who}: ${verdict.unknown}`, resource }];
  const steps = `${pod.name} → ${container.role} container ${container.name}`;
  if ("proof" in verdict)
    return [{ verdict: "compliant", target, evidence: [`${steps} → ${verdict.proof}`], resource }];
  if (verdict.length === 0) return [{ verdict: "compliant", target, resource }];
  return verdict.map(({ setting, key, message, expected, actual, seen = actual, fix }) => ({
    verdict: "not-compliant",
    target,
    path: [...target, ...placeOf(container, setting)],
    key: key ? `${who}:${key}` : who,
    message: `container "${container.name}" of ${pod.name} ${message}`,
    expected,
    actual,
    ...(fix !== undefined && { fix }),
    evidence: [`${steps} → ${seen}`],
    resource,
  }));
}
