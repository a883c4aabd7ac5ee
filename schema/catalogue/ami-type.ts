import { familyOf, type InstanceFamily } from "./instance-family.ts";

/**
 * The EKS-optimised Amazon Linux 2023 image that an instance type such as `t3.medium` needs; `undefined` where there is
 * none. Neuron accelerators are only in x86 instances.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html (amiType)
 */
export function amiType(instance: string): string | undefined {
  const family = familyOf(instance);
  return "problem" in family ? undefined : imageOf(family);
}

function imageOf({ architecture, accelerator }: InstanceFamily): string {
  if (accelerator === "neuron") return "AL2023_x86_64_NEURON";
  const processor = architecture === "arm64" ? "ARM_64" : "x86_64";
  return `AL2023_${processor}_${accelerator === "nvidia" ? "NVIDIA" : "STANDARD"}`;
}
