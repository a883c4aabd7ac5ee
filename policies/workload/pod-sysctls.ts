import { podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Pods set only kernel parameters that are theirs alone. */
export const podSysctls = defineRule({
  id: "pod-sysctls",
  title: "Pods set safe kernel parameters only",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A kernel parameter that is not the pod's alone changes the node for every pod on it, or takes a protection away. The kubelet and both Pod Security Standards refuse a pod that sets one, so that its namespace never runs it.",
  remediation: "Remove the entry of `sysctls` under `overrides`.",
  anchors: [podSecurity("baseline", "Sysctls"), tool("Trivy", "KSV-0026"), tool("kube-linter", "unsafe-sysctls")],
  waivable: true,
  maxWaiverDays: 90,
  /**
   * Those of Kubernetes 1.32, which every version here has.
   * https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
   */
  parameters: {
    allowed: [
      "kernel.shm_rmid_forced",
      "net.ipv4.ip_local_port_range",
      "net.ipv4.ip_local_reserved_ports",
      "net.ipv4.ip_unprivileged_port_start",
      "net.ipv4.ping_group_range",
      "net.ipv4.tcp_fin_timeout",
      "net.ipv4.tcp_keepalive_intvl",
      "net.ipv4.tcp_keepalive_probes",
      "net.ipv4.tcp_keepalive_time",
      "net.ipv4.tcp_rmem",
      "net.ipv4.tcp_syncookies",
      "net.ipv4.tcp_wmem",
    ],
  },
  check({ graph, facts, parameters }) {
    return judgePods(facts.pods, ({ spec }) => {
      const sysctls = items<{ name?: unknown }>(spec.securityContext?.sysctls);
      const names = sysctls?.map(({ name }) => knownText(graph, name));
      const unsafe = (names ?? []).filter((name) => name !== undefined && !parameters.allowed.includes(name));
      const seen = setTo("sysctls", names?.length ? names : undefined);
      if (unsafe.length === 0 && (!names || names.includes(undefined)))
        return { unknown: "its kernel parameters are known only at apply" };
      if (unsafe.length === 0) return { proof: seen };
      return unsafe.map((name = "") => ({
        setting: ["security"],
        key: name,
        message: `sets the kernel parameter "${name}", which is not safe`,
        expected: "safe kernel parameters only",
        actual: name,
        seen,
      }));
    });
  },
});
