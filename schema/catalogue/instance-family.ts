/** What a family of EC2 instances is to a Kubernetes node. */
export interface InstanceFamily {
  readonly architecture: "amd64" | "arm64";
  readonly accelerator: "none" | "nvidia" | "neuron";
}

/** The series (the letters that a family begins with) for which EKS has a machine image, and what is special in them. */
const series: ReadonlyMap<string, InstanceFamily["accelerator"]> = new Map([
  ...["c", "d", "h", "hpc", "i", "im", "is", "m", "r", "t", "u", "x", "z"].map((name) => [name, "none"] as const),
  ...["g", "gr", "p"].map((name) => [name, "nvidia"] as const),
  ...["inf", "trn"].map((name) => [name, "neuron"] as const),
]);

/** Families that no Amazon Linux 2023 image of EKS makes use of, by what they begin with. */
const withoutImage: readonly (readonly [start: RegExp, reason: string])[] = [
  [/^a1$/, "Amazon Linux 2023 needs Graviton2 or later"],
  [/^g4ad$/, "the image has drivers for NVIDIA's GPUs, and this one is AMD's"],
  [/^[gp]2$/, "its GPU is older than the image's driver"],
  [/^dl\d/, "the image has no driver for its accelerator"],
  [/^f\d/, "the image has no driver for its FPGA"],
  [/^vt\d/, "the image has no driver for its accelerator"],
  [/^mac/, "it runs macOS"],
];

const isWithoutImage = new RegExp(withoutImage.map(([start]) => start.source).join("|"));

/**
 * What the family of an instance type such as `r6gd.large` is, by AWS's naming convention: letters for the series, the
 * generation, then attributes, of which `g` comes first where the processor is Graviton. A family that is newer than
 * this table is understood as long as its series is known; otherwise the answer is why EKS cannot use it.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function familyOf(instance: string): InstanceFamily | { readonly problem: string } {
  const family = instance.split(".")[0] ?? "";
  const refused = isWithoutImage.test(family) && withoutImage.find(([start]) => start.test(family));
  if (refused) return { problem: refused[1] };
  const accelerator = series.get(/^[a-z]+/.exec(family)?.[0] ?? "");
  if (accelerator === undefined || !/^[a-z]+(\d|-\d)/.test(family))
    return { problem: "no family of instances is known by that name" };
  // Grace processors, beside a GPU, are named after the superchip: `p6e-gb200`.
  const arm = /^[a-z]+\d+(g|[a-z]*-gb\d)/.test(family);
  return { architecture: arm ? "arm64" : "amd64", accelerator };
}
