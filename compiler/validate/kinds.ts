import type { KubernetesObjects } from "../../schema/graph/kubernetes-types.ts";

/** Makes an official interface read-only all the way down. */
type Read<Type> = Type extends (infer Item)[]
  ? readonly Read<Item>[]
  : Type extends object
    ? { readonly [Key in keyof Type]: Read<Type[Key]> }
    : Type;

type Whole<Type> = Type & Required<Pick<Type, Extract<"metadata" | "spec", keyof Type>>>;

/** Every kind that is checked: those that are emitted today, and those that the printed shapes hold beside them. */
export interface CheckedObjects extends Omit<KubernetesObjects, "ExternalSecret" | "Password" | "SecretStore"> {
  ExternalSecret: import("@kubernetes-models/external-secrets/external-secrets.io/v1").IExternalSecret;
  Password: import("@kubernetes-models/external-secrets/generators.external-secrets.io/v1alpha1").IPassword;
  SecretStore: import("@kubernetes-models/external-secrets/external-secrets.io/v1").ISecretStore;
}

/** A kind that is checked. */
export type CheckedKind = keyof CheckedObjects;
/** An object of a kind, once decoded: it has its metadata, and a spec if its kind has one. */
export type ObjectOf<Kind extends CheckedKind> = Read<Whole<CheckedObjects[Kind]>>;

export type ObjectMeta = ObjectOf<"Deployment">["metadata"];
export type LabelSelector = ObjectOf<"Deployment">["spec"]["selector"];
export type PodTemplate = Read<import("kubernetes-models/v1").IPodTemplateSpec>;
export type PodSpec = Read<import("kubernetes-models/v1").IPodSpec>;
export type Container = Read<import("kubernetes-models/v1").IContainer>;
export type EnvVar = Read<import("kubernetes-models/v1").IEnvVar>;
export type EnvFrom = Read<import("kubernetes-models/v1").IEnvFromSource>;
export type Probe = Read<import("kubernetes-models/v1").IProbe>;
export type LifecycleHandler = Read<import("kubernetes-models/v1").ILifecycleHandler>;
export type Resources = Read<import("kubernetes-models/v1").IResourceRequirements>;
export type SecurityContext = Read<import("kubernetes-models/v1").ISecurityContext>;
export type PodSecurityContext = Read<import("kubernetes-models/v1").IPodSecurityContext>;
export type Toleration = Read<import("kubernetes-models/v1").IToleration>;
export type TopologySpread = Read<import("kubernetes-models/v1").ITopologySpreadConstraint>;
export type Affinity = Read<import("kubernetes-models/v1").IAffinity>;
export type NodeSelectorTerm = Read<import("kubernetes-models/v1").INodeSelectorTerm>;
export type PodAffinityTerm = Read<import("kubernetes-models/v1").IPodAffinityTerm>;
export type Volume = Read<import("kubernetes-models/v1").IVolume>;
export type VolumeMount = Read<import("kubernetes-models/v1").IVolumeMount>;
export type ClaimSpec = Read<import("kubernetes-models/v1").IPersistentVolumeClaimSpec>;
export type ServiceSpec = Read<import("kubernetes-models/v1").IServiceSpec>;
export type ServicePort = Read<import("kubernetes-models/v1").IServicePort>;
export type JobSpec = Read<import("kubernetes-models/batch/v1").IJobSpec>;
export type MetricSpec = Read<import("kubernetes-models/autoscaling/v2").IMetricSpec>;
export type ScalingRules = Read<import("kubernetes-models/autoscaling/v2").IHPAScalingRules>;
export type NetworkPeer = Read<import("kubernetes-models/networking.k8s.io/v1").INetworkPolicyPeer>;
export type NetworkPort = Read<import("kubernetes-models/networking.k8s.io/v1").INetworkPolicyPort>;
export type IngressBackend = Read<import("kubernetes-models/networking.k8s.io/v1").IIngressBackend>;
