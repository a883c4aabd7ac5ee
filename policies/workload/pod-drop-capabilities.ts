import { nsa, podSecurity, tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { type ContainerFault, judgeContainers } from "../facts/judge-containers.ts";
import { items } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Containers give up every Linux capability, and take back at most the one for low ports. */
export const podDropCapabilities = defineRule({
  id: "pod-drop-capabilities",
  title: "Containers have no Linux capabilities",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Capabilities are root's powers in slices. The default set lets a container forge packets and take over files; a web service needs none of it.",
  remediation:
    "Remove what is not needed from `security.addCapabilities`. To listen on a port below 1024, NET_BIND_SERVICE is allowed.",
  fixable: true,
  anchors: [
    podSecurity("baseline", "Capabilities"),
    podSecurity("restricted", "Capabilities"),
    nsa("C-0046"),
    tool("Checkov", "CKV_K8S_28"),
    tool("Trivy", "KSV-0003"),
    tool("Trivy", "KSV-0106"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { allowed: ["NET_BIND_SERVICE"] },
  check({ facts, parameters }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const { capabilities } = spec.securityContext ?? {};
      const [dropped, added] = [items<unknown>(capabilities?.drop), items<unknown>(capabilities?.add)];
      if (!dropped || !added) return { unknown: "its capabilities are known only at apply" };
      const setting = ["security", "addCapabilities"];
      const seen = `capabilities: ${allSetTo({ drop: capabilities?.drop, add: capabilities?.add })}`;
      const faults: ContainerFault[] = added
        .map(String)
        .filter((capability) => !parameters.allowed.includes(capability))
        .map((capability) => ({
          setting,
          key: capability,
          message: `has the capability ${capability}`,
          expected: `none beyond ${parameters.allowed.join(", ")}`,
          actual: `adds ${capability}`,
          seen,
          fix: added.map(String).filter((each) => parameters.allowed.includes(each)),
        }));
      if (!dropped.includes("ALL"))
        faults.push({
          setting,
          key: "drop",
          message: "keeps the default capabilities",
          expected: "drop ALL",
          actual: "does not drop ALL",
          seen,
        });
      return faults.length > 0 ? faults : { proof: seen };
    });
  },
});
