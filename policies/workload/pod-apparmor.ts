import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { nsa, podSecurity, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { knownText } from "../facts/known.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { securityContexts } from "../facts/security-contexts.ts";
import { defineRule } from "../rule.ts";

/** Pods keep the AppArmor profile that the container runtime gives them, or name another. */
export const podApparmor = defineRule({
  id: "pod-apparmor",
  title: "No pod leaves AppArmor",
  group: "workload",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "On nodes with AppArmor the runtime's profile keeps a container from the files by which it could change its node. Both Pod Security Standards refuse a pod that leaves it, so that its namespace never runs it.",
  remediation: "Remove the `appArmorProfile` or the annotation under `overrides`, or name a profile of the node's.",
  anchors: [podSecurity("baseline", "AppArmor"), nsa("C-0055"), tool("Trivy", "KSV-0002")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { profiles: ["RuntimeDefault", "Localhost"] },
  check({ graph, facts, parameters }) {
    return judgePods(facts.pods, (pod) => {
      if (!pod.isComplete) return { unknown: "its containers are known only at apply" };
      const found = [...fields(graph, pod), ...annotations(graph, pod)];
      const wrong = found.filter(({ profile }) => profile && !parameters.profiles.includes(profile));
      if (wrong.length === 0 && found.some(({ profile }) => profile === undefined))
        return { unknown: "its AppArmor profile is known only at apply" };
      if (wrong.length === 0) return { proof: found.map(({ seen }) => seen).join(", ") || "no AppArmor profile set" };
      return wrong.map(({ owner, where, profile, seen }) => ({
        setting: ["security"],
        key: owner,
        message: `leaves AppArmor${where}`,
        expected: `none set, ${parameters.profiles.join(" or ")}`,
        actual: profile ?? "unknown",
        seen,
      }));
    });
  },
});

/** A profile that somebody set, by the word that the field knows for it; `undefined` until apply. */
interface SetProfile {
  readonly owner: string;
  readonly where: string;
  readonly profile: string | undefined;
  readonly seen: string;
}

function fields(graph: ResourceGraph, pod: PodTemplate): readonly SetProfile[] {
  return securityContexts(pod).flatMap(({ owner, where, context }) => {
    const written = context.appArmorProfile?.type;
    if (written === undefined) return [];
    const seen = `${owner}: ${setTo("appArmorProfile.type", written)}`;
    return [{ owner, where, profile: knownText(graph, written), seen }];
  });
}

/** What the field replaced in Kubernetes 1.30, and what is obeyed to this day. */
const annotation = "container.apparmor.security.beta.kubernetes.io/";

function annotations(graph: ResourceGraph, { annotations }: PodTemplate): readonly SetProfile[] {
  return Object.entries(annotations)
    .filter(([name]) => name.startsWith(annotation))
    .map(([name, written]) => ({
      owner: `annotation of ${name.slice(annotation.length)}`,
      where: ` in container "${name.slice(annotation.length)}"`,
      profile: fieldWord(knownText(graph, written)),
      seen: setTo(name, written),
    }));
}

/** `runtime/default` and `localhost/<name>` are spelled otherwise in the field; an empty one says nothing. */
function fieldWord(value: string | undefined): string | undefined {
  if (value === "" || value === "runtime/default") return "RuntimeDefault";
  return value?.startsWith("localhost/") ? "Localhost" : value;
}
