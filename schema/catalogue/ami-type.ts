/**
 * The EKS-optimised Amazon Linux 2023 image that an instance type such as `t3.medium` needs.
 * Graviton families have a `g` right after the generation (`t4g`, `r6gd`); GPU families begin with `g` or `p`.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html (amiType)
 */
export function amiType(instance: string): string {
  const family = instance.split(".")[0] ?? "";
  const arm = /^[a-z]+\d+g/.test(family) || family === "a1";
  const gpu = /^[gp]\d/.test(family);
  if (gpu) return arm ? "AL2023_ARM_64_NVIDIA" : "AL2023_x86_64_NVIDIA";
  return arm ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}
