import { cisEks, eksBestPractice } from "../anchors.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, knownText } from "../facts/known.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

/** The secrets of pods come from Secrets Manager, and are in no state. */
export const secretExternalStore = defineRule({
  id: "secret-external-store",
  title: "Secrets are delivered from Secrets Manager",
  group: "secrets",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A Kubernetes secret that a deployment makes is readable in its plan, its state and its release, for ever. One that External Secrets delivers has its value in Secrets Manager alone, where access is granted, logged and taken back.",
  remediation:
    "Name the secret under `secrets`, put its value into Secrets Manager, and map it by `services.<name>.secrets`.",
  anchors: [
    cisEks("4.4.2"),
    eksBestPractice("Use an external secrets provider", "data-encryption-and-secrets-management"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    const delivered = new Set(
      graph.objects("ExternalSecret").map((secret) => {
        const { namespace } = objectName(secret);
        return `${namespace}/${knownText(graph, secret.object.spec.target.name) ?? "?"}`;
      }),
    );
    return judgePods(facts.pods, (pod) => {
      const wanted = [...new Set(secretsOf(pod).map((name) => knownText(graph, name)))];
      if (wanted.length === 0) return undefined;
      const missing = wanted.filter((name) => name !== undefined && !delivered.has(`${pod.namespace}/${name}`));
      if (missing.length === 0)
        return wanted.includes(undefined)
          ? { unknown: "the name of a secret is known only at apply" }
          : { proof: `secrets ${wanted.join(", ")} → ExternalSecret of the same name` };
      return missing.map((name) => ({
        setting: ["secrets"],
        key: String(name),
        message: `reads the Kubernetes secret "${name}", which nothing delivers from Secrets Manager`,
        expected: "an ExternalSecret of that name",
        actual: "none",
        seen: `secret ${name} → no ExternalSecret of that name`,
      }));
    });
  },
});

interface Keyed {
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name?: unknown } };
  readonly secretRef?: { readonly name?: unknown };
  readonly secret?: { readonly secretName?: unknown };
}

/** Secrets in variables, one by one or all at once, and in volumes. */
function secretsOf({ spec, containers }: PodTemplate): unknown[] {
  const ofContainers = containers.flatMap(({ spec: container }) => [
    ...(items<Keyed>(container.env) ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...(items<Keyed>(container.envFrom) ?? []).map(({ secretRef }) => secretRef?.name),
  ]);
  const ofVolumes = (items<Keyed>(spec.volumes) ?? []).map(({ secret }) => secret?.secretName);
  return [...ofContainers, ...ofVolumes].filter((name) => name !== undefined);
}
