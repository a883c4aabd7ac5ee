/**
 * Every Kubernetes kind that the compiler emits, typed by the official schemas: the one line that adding
 * a kind takes. The interfaces are types only.
 */
export interface KubernetesObjects {
  ConfigMap: import("kubernetes-models/v1").IConfigMap;
  CronJob: import("kubernetes-models/batch/v1").ICronJob;
  Deployment: import("kubernetes-models/apps/v1").IDeployment;
  ExternalSecret: ExternalSecret;
  HorizontalPodAutoscaler: import("kubernetes-models/autoscaling/v2").IHorizontalPodAutoscaler;
  Ingress: import("kubernetes-models/networking.k8s.io/v1").IIngress;
  Job: import("kubernetes-models/batch/v1").IJob;
  NetworkPolicy: import("kubernetes-models/networking.k8s.io/v1").INetworkPolicy;
  Password: PasswordGenerator;
  PersistentVolumeClaim: import("kubernetes-models/v1").IPersistentVolumeClaim;
  PodDisruptionBudget: import("kubernetes-models/policy/v1").IPodDisruptionBudget;
  Role: import("kubernetes-models/rbac.authorization.k8s.io/v1").IRole;
  RoleBinding: import("kubernetes-models/rbac.authorization.k8s.io/v1").IRoleBinding;
  SecretStore: SecretStore;
  Service: import("kubernetes-models/v1").IService;
  ServiceAccount: import("kubernetes-models/v1").IServiceAccount;
  StatefulSet: import("kubernetes-models/apps/v1").IStatefulSet;
}

/** A Kubernetes kind that the compiler emits. */
export type KubernetesKind = keyof KubernetesObjects;

interface CustomResource<ApiVersion extends string, Kind extends string, Spec> {
  apiVersion: ApiVersion;
  kind: Kind;
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: Spec;
}

/** https://external-secrets.io/latest/api/secretstore/ — the fields that are emitted. */
export type SecretStore = CustomResource<
  "external-secrets.io/v1",
  "SecretStore",
  {
    provider: {
      aws: { service: "SecretsManager"; region: string; auth: { jwt: { serviceAccountRef: { name: string } } } };
    };
  }
>;

/** https://external-secrets.io/latest/api/externalsecret/ — the fields that are emitted. */
export type ExternalSecret = CustomResource<
  "external-secrets.io/v1",
  "ExternalSecret",
  {
    refreshPolicy?: "CreatedOnce";
    refreshInterval?: string;
    secretStoreRef?: { kind: "SecretStore"; name: string };
    target: { name: string; creationPolicy: "Owner"; template?: { data: Record<string, string> } };
    data?: { secretKey: string; remoteRef: { key: string; property?: string } }[];
    dataFrom?: {
      sourceRef: {
        generatorRef: { apiVersion: PasswordGenerator["apiVersion"]; kind: "Password"; name: string };
      };
    }[];
  }
>;

/** https://external-secrets.io/latest/api/generator/password/ — the fields that are emitted. */
export type PasswordGenerator = CustomResource<
  "generators.external-secrets.io/v1alpha1",
  "Password",
  { length: number; digits: number; symbols: number; noUpper: boolean; allowRepeat: boolean }
>;
