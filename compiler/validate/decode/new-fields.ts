import type { Minor } from "../minor.ts";

/**
 * Fields that the shapes know but that a cluster drops silently, or refuses, until a minor version that has them on
 * by default; `undefined` is none so far, since EKS turns no alpha feature on.
 * https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/features/kube_features.go
 */
export const newFields: ReadonlyMap<string, Minor | undefined> = new Map<string, Minor | undefined>([
  ["apps/v1/RollingUpdateStatefulSetStrategy.maxUnavailable", "1.35"],
  ["autoscaling/v2/HPAScalingRules.tolerance", "1.35"],
  ["v1/Container.restartPolicyRules", "1.35"],
  ["v1/EnvVarSource.fileKeyRef", "1.35"],
  ["v1/Lifecycle.stopSignal", undefined],
  ["v1/PodSpec.hostnameOverride", "1.35"],
  ["v1/PodSpec.resourceClaims", "1.34"],
  ["v1/PodSpec.resources", "1.34"],
  ["v1/PodSpec.schedulingGroup", undefined],
  ["v1/ResourceRequirements.claims", "1.34"],
  ["v1/TypedObjectReference.namespace", undefined],
  ["v1/Volume.image", "1.35"],
  ["v1/VolumeProjection.clusterTrustBundle", undefined],
  ["v1/VolumeProjection.podCertificate", undefined],
]);
