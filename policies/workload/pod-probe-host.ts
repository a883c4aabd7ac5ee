import { podSecurity } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { type ContainerFault, judgeContainers } from "../facts/judge-containers.ts";
import { knownText } from "../facts/known.ts";
import type { ContainerSpec } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/** Probes and lifecycle hooks ask the pod, and nobody else. */
export const podProbeHost = defineRule({
  id: "pod-probe-host",
  title: "Probes and hooks ask the pod itself",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The kubelet asks a probe's question from the node, past every network policy: with a `host`, whoever writes the pod has the node ask the instance metadata or its own services. From Kubernetes 1.34 on both Pod Security Standards refuse such a pod.",
  remediation: "Remove the `host` under `overrides`: without it the pod's own address is asked.",
  anchors: [podSecurity("baseline", "Host Probes / Lifecycle Hooks")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const hosts = questions(spec).map(([name, written]) => ({
        name,
        host: knownText(graph, written),
        seen: setTo(name, written),
      }));
      const others = hosts.filter(({ host }) => host !== undefined);
      if (others.length === 0 && hosts.length > 0) return { unknown: "whom its probes ask is known only at apply" };
      if (others.length === 0) return { proof: "no probe or hook names a host" };
      return others.map(
        ({ name, host = "", seen }): ContainerFault => ({
          setting: ["probes"],
          key: name,
          message: `has "${host}" asked by ${name}`,
          expected: "no host",
          actual: host,
          seen,
        }),
      );
    });
  },
});

/** The hosts that the probes and hooks of a container name, each by the place that does. */
function questions(spec: ContainerSpec): readonly (readonly [string, unknown])[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = spec;
  const asking = {
    livenessProbe,
    readinessProbe,
    startupProbe,
    "lifecycle.postStart": lifecycle?.postStart,
    "lifecycle.preStop": lifecycle?.preStop,
  };
  return Object.entries(asking)
    .flatMap(([name, asked]) => [
      [`${name}.httpGet.host`, asked?.httpGet?.host] as const,
      [`${name}.tcpSocket.host`, asked?.tcpSocket?.host] as const,
    ])
    .filter(([, host]) => host !== undefined && host !== "");
}
