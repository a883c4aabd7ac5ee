import { podSecurity, tool } from "../anchors.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** No pod mounts a directory of its node. */
export const podNoHostPath = defineRule({
  id: "pod-no-host-path",
  title: "No pod mounts the files of its node",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A directory of the node holds the credentials of its kubelet, the logs and volumes of other pods, or the socket of the container runtime, by which a pod starts any other.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    podSecurity("baseline", "HostPath Volumes"),
    tool("Checkov", "CKV_K8S_27"),
    tool("Trivy", "KSV-0023"),
    tool("Trivy", "KSV-0006"),
    tool("hardeneks", "disallow_host_path_or_make_it_read_only"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ facts }) {
    return judgePods(facts.pods, ({ spec }) => {
      const volumes = items<{ name?: unknown; hostPath?: { path?: unknown } }>(spec.volumes);
      if (!volumes) return { unknown: "its volumes are known only at apply" };
      const ofNode = volumes.filter(({ hostPath }) => hostPath !== undefined);
      if (ofNode.length === 0) return { proof: `volumes: ${volumes.map(kindOf).join(", ") || "none"}` };
      return ofNode.map(({ name, hostPath }) => ({
        key: show(name),
        message: `mounts "${show(hostPath?.path)}" of its node`,
        expected: "no volume of the kind hostPath",
        actual: `volume ${show(name)} → ${show(hostPath?.path)}`,
      }));
    });
  },
});

/** A volume and what it is made of: `tmp (emptyDir)`. */
function kindOf({ name, ...source }: { readonly name?: unknown }): string {
  return `${show(name)} (${Object.keys(source).join(", ")})`;
}
