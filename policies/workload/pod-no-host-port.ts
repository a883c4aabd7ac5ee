import { nsa, podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { items, known, show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** No container listens on an address of its node. A pod in the node's own network is another policy's finding. */
export const podNoHostPort = defineRule({
  id: "pod-no-host-port",
  title: "No container takes a port of its node",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A port of the node is reached past every Service and network policy by whoever reaches the node, and two pods that want the same one never share a node.",
  remediation:
    "Set `port` of the service and reach it by its name or a route. Remove an entry under `overrides` that sets a `hostPort`.",
  anchors: [
    podSecurity("baseline", "Host Ports"),
    nsa("C-0044"),
    tool("Checkov", "CKV_K8S_26"),
    tool("Trivy", "KSV-0024"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const ports = items<{ hostPort?: unknown; containerPort?: unknown }>(spec.ports);
      const written = ports?.map(({ hostPort }) => known(graph, hostPort ?? 0));
      if (!written || written.includes(undefined)) return { unknown: "its ports are known only at apply" };
      // Kubernetes takes 0 for none.
      const taken = written.filter((port) => port !== 0).map(show);
      if (taken.length === 0)
        return { proof: setTo("hostPort", ports?.find(({ hostPort }) => hostPort !== undefined)?.hostPort) };
      return taken.map((port) => ({
        setting: ["port"],
        key: port,
        message: `takes port ${port} of its node`,
        expected: "no host port",
        actual: `host port ${port}`,
      }));
    });
  },
});
