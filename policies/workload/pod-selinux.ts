import { nsa, podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { knownText } from "../facts/known.ts";
import { securityContexts } from "../facts/security-contexts.ts";
import { defineRule } from "../rule.ts";

const options = ["type", "user", "role"] as const;

/** Pods keep the SELinux type of a container, and no user or role of their own. */
export const podSelinux = defineRule({
  id: "pod-selinux",
  title: "No pod takes another SELinux type",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "On nodes that enforce SELinux, such as Bottlerocket's, the type of a process says which files of the node it may touch: with `spc_t` a container may touch them all. Both Pod Security Standards refuse such a pod, so that its namespace never runs it.",
  remediation: "Remove the `seLinuxOptions` under `overrides`. A `level` alone can stay.",
  anchors: [podSecurity("baseline", "SELinux"), nsa("C-0055"), tool("Trivy", "KSV-0025")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { types: ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"] },
  check({ graph, facts, parameters }) {
    return judgePods(facts.pods, (pod) => {
      if (!pod.isComplete) return { unknown: "its containers are known only at apply" };
      const found = securityContexts(pod).flatMap(({ owner, where, context }) =>
        options.flatMap((option) => {
          const written = context.seLinuxOptions?.[option];
          if (written === undefined || written === "") return [];
          const seen = `${owner}: ${setTo(`seLinuxOptions.${option}`, written)}`;
          return [{ owner, where, option, value: knownText(graph, written), seen }];
        }),
      );
      const wrong = found.filter(
        ({ option, value }) => option !== "type" || (value !== undefined && !parameters.types.includes(value)),
      );
      if (wrong.length === 0 && found.some(({ value }) => value === undefined))
        return { unknown: "its SELinux type is known only at apply" };
      if (wrong.length === 0) return { proof: found.map(({ seen }) => seen).join(", ") || "no seLinuxOptions set" };
      return wrong.map(({ owner, where, option, value = "known only at apply", seen }) => ({
        setting: ["security"],
        key: `${owner}:${option}`,
        message: `sets the SELinux ${option} "${value}"${where}`,
        expected: option === "type" ? `none set, ${parameters.types.join(", ")}` : `no ${option}`,
        actual: value,
        seen,
      }));
    });
  },
});
