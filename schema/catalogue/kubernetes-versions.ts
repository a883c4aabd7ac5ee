/** The Kubernetes minor versions that a cluster can have here, the oldest first. */
export const kubernetesVersions = ["1.33", "1.34", "1.35"] as const;

/** One of {@link kubernetesVersions}. */
export type KubernetesVersion = (typeof kubernetesVersions)[number];

/**
 * The last day of AWS standard support of each version, in UTC. A cluster here has no extended support: the day after,
 * EKS upgrades it by itself.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const standardSupportEnds: Readonly<Record<KubernetesVersion, string>> = {
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
};

/** How many minor versions the second is ahead of the first; negative when it is behind. */
export function minorsAhead(from: KubernetesVersion, to: KubernetesVersion): number {
  return kubernetesVersions.indexOf(to) - kubernetesVersions.indexOf(from);
}
