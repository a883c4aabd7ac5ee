import { type Minor, minors } from "./minor.ts";

/**
 * The API versions that each Kubernetes minor serves, by kind. The printed shapes know removed ones and later ones
 * too, so what is not listed here is refused, whatever they say.
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const everyMinor: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ["v1"],
  CronJob: ["batch/v1"],
  Deployment: ["apps/v1"],
  // https://external-secrets.io/latest/introduction/stability-support/
  ExternalSecret: ["external-secrets.io/v1"],
  HorizontalPodAutoscaler: ["autoscaling/v2"],
  Ingress: ["networking.k8s.io/v1"],
  Job: ["batch/v1"],
  NetworkPolicy: ["networking.k8s.io/v1"],
  // https://external-secrets.io/latest/api/generator/password/
  Password: ["generators.external-secrets.io/v1alpha1"],
  PersistentVolumeClaim: ["v1"],
  PodDisruptionBudget: ["policy/v1"],
  Role: ["rbac.authorization.k8s.io/v1"],
  RoleBinding: ["rbac.authorization.k8s.io/v1"],
  SecretStore: ["external-secrets.io/v1"],
  Service: ["v1"],
  ServiceAccount: ["v1"],
  StatefulSet: ["apps/v1"],
};

const served = Object.fromEntries(minors.map((minor) => [minor, everyMinor])) as Readonly<
  Record<Minor, typeof everyMinor>
>;

/** The API versions of a kind on a cluster; none for a kind that is not checked and so never emitted. */
export function apiVersionsOf(minor: Minor, kind: string): readonly string[] {
  return served[minor][kind] ?? [];
}
