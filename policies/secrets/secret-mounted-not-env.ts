import { cisEks, tool } from "../anchors.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Secrets are files or are read at run time, and stand in no environment. */
export const secretMountedNotEnv = defineRule({
  id: "secret-mounted-not-env",
  title: "Secrets are in no environment variable",
  group: "secrets",
  severity: "low",
  profile: "regulated",
  stage: "graph",
  rationale:
    "An environment is inherited by every process that a service starts, is written into dumps and error reports, and stays as it was until the pod ends. A file has an owner and changes with the secret.",
  remediation:
    "Let the service read the secret itself (`uses: { <secret>: read }` instead of a line of `secrets`), or mount the Kubernetes secret under `overrides` and read the file. The login of a store comes as variables: waive those with a reason.",
  anchors: [
    cisEks("4.4.1"),
    tool("Checkov", "CKV_K8S_35"),
    tool("kube-linter", "read-secret-from-env-var"),
    tool("hardeneks", "disallow_secrets_from_env_vars"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    return judgePods(facts.pods, ({ containers, isComplete }) => {
      const lists = containers.map(({ name, spec }) => ({
        name,
        env: items<Variable>(spec.env),
        envFrom: items<Source>(spec.envFrom),
      }));
      const faults = lists.flatMap(({ name: container, env, envFrom }) => [
        ...(env ?? [])
          .filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined)
          .map(({ name }) => fault(container, knownText(graph, name) ?? "?")),
        ...(envFrom ?? [])
          .filter(({ secretRef }) => secretRef !== undefined)
          .map(({ secretRef }) => fault(container, `${knownText(graph, secretRef?.name) ?? "?"}.*`)),
      ]);
      if (faults.length > 0) return faults;
      if (!isComplete || lists.some(({ env, envFrom }) => !env || !envFrom))
        return { unknown: "its environment is known only at apply" };
      return { proof: "no variable from a secret" };
    });
  },
});

interface Variable {
  readonly name?: unknown;
  readonly valueFrom?: { readonly secretKeyRef?: unknown };
}

interface Source {
  readonly secretRef?: { readonly name?: unknown };
}

function fault(container: string, variable: string) {
  return {
    setting: ["secrets"],
    key: `${container}:${variable}`,
    message: `has the secret "${variable}" in the environment of container "${container}"`,
    expected: "a file, or a call to Secrets Manager",
    actual: `variable ${variable}`,
  };
}
