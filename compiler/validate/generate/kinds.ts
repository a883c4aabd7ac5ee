/** A kind whose fields are printed: where its declaration is, and what its objects say they are. */
export interface PrintedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The npm package that declares it, and the module inside it. */
  readonly package: string;
  readonly module: string;
}

const kubernetes: Readonly<Record<string, readonly string[]>> = {
  "apps/v1": ["Deployment", "StatefulSet"],
  "autoscaling/v2": ["HorizontalPodAutoscaler"],
  "batch/v1": ["CronJob", "Job"],
  "networking.k8s.io/v1": ["Ingress", "NetworkPolicy"],
  "policy/v1": ["PodDisruptionBudget"],
  "rbac.authorization.k8s.io/v1": ["Role", "RoleBinding"],
  v1: ["ConfigMap", "PersistentVolumeClaim", "Service", "ServiceAccount"],
};

const externalSecrets: Readonly<Record<string, readonly string[]>> = {
  "external-secrets.io/v1": ["ExternalSecret", "SecretStore"],
  "generators.external-secrets.io/v1alpha1": ["Password"],
};

/** Every kind that can be checked. Adding one takes its name here and a new print. */
export const printedKinds: readonly PrintedKind[] = [
  ...kindsOf("kubernetes-models", kubernetes),
  ...kindsOf("@kubernetes-models/external-secrets", externalSecrets),
];

function kindsOf(packageName: string, byVersion: Readonly<Record<string, readonly string[]>>): PrintedKind[] {
  return Object.entries(byVersion).flatMap(([apiVersion, kinds]) =>
    kinds.map((kind) => ({ apiVersion, kind, package: packageName, module: `${apiVersion}/${kind}` })),
  );
}
