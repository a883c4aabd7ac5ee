import { podSecurity, tool } from "../anchors.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Volumes are of the kinds that the restricted standard lists. One of the node is another policy's finding. */
export const podVolumeTypes = defineRule({
  id: "pod-volume-types",
  title: "Volumes are of the kinds that cannot reach past the pod",
  group: "workload",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "Volume kinds such as nfs or iscsi mount what somebody else serves, with the node's own network and rights, and no claim, class or quota says how much and of whom.",
  remediation:
    "Use `volumes`, `files`, `stateful` or a store of the spec. Remove an entry under `overrides` that mounts another kind.",
  anchors: [podSecurity("restricted", "Volume Types"), tool("Trivy", "KSV-0028")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {
    allowed: [
      "configMap",
      "csi",
      "downwardAPI",
      "emptyDir",
      "ephemeral",
      "persistentVolumeClaim",
      "projected",
      "secret",
    ],
  },
  check({ facts, parameters }) {
    return judgePods(facts.pods, ({ spec }) => {
      const volumes = items<object>(spec.volumes);
      if (!volumes) return { unknown: "its volumes are known only at apply" };
      const found = volumes.map((volume) => ({ volume, kind: kindOf(volume) }));
      const others = found.filter(({ kind }) => kind !== "hostPath" && !parameters.allowed.includes(kind));
      if (others.length === 0) return { proof: [...new Set(found.map(({ kind }) => kind))].join(", ") || "no volumes" };
      return others.map(({ volume, kind }) => {
        const name = show((volume as { readonly name?: unknown }).name);
        return {
          key: name,
          message: `has the volume "${name}" of the kind ${kind}`,
          expected: parameters.allowed.join(", "),
          actual: `volume ${name} → ${kind}`,
        };
      });
    });
  },
});

/** What a volume says beside its name. Kubernetes takes one that says nothing for an empty directory. */
function kindOf(volume: object): string {
  return Object.keys(volume).find((key) => key !== "name") ?? "emptyDir";
}
