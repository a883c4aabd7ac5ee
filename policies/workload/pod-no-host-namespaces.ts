import { cisEks, nsa, podSecurity, securityHub, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

const namespaces = ["hostNetwork", "hostPID", "hostIPC"] as const;
const names = { hostNetwork: "network", hostPID: "processes", hostIPC: "interprocess communication" } as const;

/** Pods see their own network and processes, not their node's. */
export const podNoHostNamespaces = defineRule({
  id: "pod-no-host-namespaces",
  title: "No pod shares the namespaces of its node",
  group: "workload",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "On the node's network a pod is under no network policy and reaches the instance metadata; among its processes it reads the memory and variables of every other pod.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    podSecurity("baseline", "Host Namespaces"),
    cisEks("4.2.2"),
    cisEks("4.2.3"),
    cisEks("4.2.4"),
    nsa("C-0038"),
    nsa("C-0041"),
    securityHub("ECS.3"),
    tool("Checkov", "CKV_K8S_17"),
    tool("Trivy", "KSV-0008"),
    tool("Trivy", "KSV-0009"),
    tool("Trivy", "KSV-0010"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph, facts }) {
    return judgePods(facts.pods, ({ spec }) => {
      const flags = namespaces.map((name) => ({ name, isOn: knownFlag(graph, spec[name] ?? false) }));
      const seen = namespaces.map((name) => setTo(name, spec[name])).join(", ");
      const shared = flags.filter(({ isOn }) => isOn);
      if (shared.length === 0 && flags.some(({ isOn }) => isOn === undefined))
        return { unknown: "its namespaces are known only at apply" };
      if (shared.length === 0) return { proof: seen };
      return shared.map(({ name }) => ({
        key: name,
        message: `shares the ${names[name]} of its node`,
        expected: `${name} false`,
        actual: `${name} true`,
        seen,
      }));
    });
  },
});
