/** What an EC2 instance type offers to a Kubernetes node. */
export interface InstanceType {
  readonly architecture: "amd64" | "arm64";
  readonly vcpu: number;
  /** In MiB, as AWS states it; the operating system sees a little less. */
  readonly memory: number;
  readonly gpus: number;
  /** Pods by the VPC CNI's addresses: interfaces × (addresses each − 1) + 2. */
  readonly addressedPods: number;
  /** The most pods that a node of a managed group takes: those by its addresses, capped by EKS. */
  readonly maxPods: number;
  /** The most addresses of its subnet that the node holds. */
  readonly addresses: number;
}

type Row = readonly [
  size: string,
  vcpu: number,
  memoryGiB: number,
  interfaces: number,
  addresses: number,
  gpus?: number,
];

interface Family {
  readonly names: readonly string[];
  readonly architecture: InstanceType["architecture"];
  readonly rows: readonly Row[];
}

/** Sizes of the m families; memory of c is half of it, of r twice. */
const general: readonly Row[] = [
  ["large", 2, 8, 3, 10],
  ["xlarge", 4, 16, 4, 15],
  ["2xlarge", 8, 32, 4, 15],
  ["4xlarge", 16, 64, 8, 30],
  ["8xlarge", 32, 128, 8, 30],
  ["12xlarge", 48, 192, 8, 30],
  ["16xlarge", 64, 256, 15, 50],
];
const large: readonly Row[] = [["24xlarge", 96, 384, 15, 50]];
const medium: readonly Row[] = [["medium", 1, 4, 2, 4]];

/** c5 has sizes of its own from 9xlarge on. */
const c5: readonly Row[] = [
  ["large", 2, 4, 3, 10],
  ["xlarge", 4, 8, 4, 15],
  ["2xlarge", 8, 16, 4, 15],
  ["4xlarge", 16, 32, 8, 30],
  ["9xlarge", 36, 72, 8, 30],
  ["12xlarge", 48, 96, 8, 30],
  ["18xlarge", 72, 144, 15, 50],
  ["24xlarge", 96, 192, 15, 50],
];

const burstable = (smallAddresses: number): readonly Row[] => [
  ["nano", 2, 0.5, 2, 2],
  ["micro", 2, 1, 2, 2],
  ["small", 2, 2, smallAddresses === 4 ? 3 : 2, 4],
  ["medium", 2, 4, 3, 6],
  ["large", 2, 8, 3, 12],
  ["xlarge", 4, 16, 4, 15],
  ["2xlarge", 8, 32, 4, 15],
];

const g4dn: readonly Row[] = [
  ["xlarge", 4, 16, 3, 10, 1],
  ["2xlarge", 8, 32, 3, 10, 1],
  ["4xlarge", 16, 64, 3, 10, 1],
  ["8xlarge", 32, 128, 4, 15, 1],
  ["12xlarge", 48, 192, 8, 30, 4],
  ["16xlarge", 64, 256, 4, 15, 1],
];

const g5: readonly Row[] = [
  ["xlarge", 4, 16, 4, 15, 1],
  ["2xlarge", 8, 32, 4, 15, 1],
  ["4xlarge", 16, 64, 8, 30, 1],
  ["8xlarge", 32, 128, 8, 30, 1],
  ["12xlarge", 48, 192, 15, 50, 4],
  ["16xlarge", 64, 256, 8, 30, 1],
  ["24xlarge", 96, 384, 15, 50, 4],
  ["48xlarge", 192, 768, 7, 50, 8],
];

/**
 * The families that are commonly used for nodes. Interfaces and addresses:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
 */
const families: readonly Family[] = [
  { names: ["t3"], architecture: "amd64", rows: burstable(4) },
  { names: ["t3a"], architecture: "amd64", rows: burstable(2) },
  { names: ["t4g"], architecture: "arm64", rows: burstable(4) },
  { names: ["m5", "m6i", "m7i"], architecture: "amd64", rows: [...general, ...large] },
  { names: ["m6g", "m7g"], architecture: "arm64", rows: [...medium, ...general] },
  { names: ["c5"], architecture: "amd64", rows: c5 },
  { names: ["c6i", "c7i"], architecture: "amd64", rows: withMemory([...general, ...large], 0.5) },
  { names: ["c6g", "c7g"], architecture: "arm64", rows: withMemory([...medium, ...general], 0.5) },
  { names: ["r5", "r6i"], architecture: "amd64", rows: withMemory([...general, ...large], 2) },
  { names: ["r6g", "r7g"], architecture: "arm64", rows: withMemory([...medium, ...general], 2) },
  { names: ["g4dn"], architecture: "amd64", rows: g4dn },
  { names: ["g5"], architecture: "amd64", rows: g5 },
];

const types: ReadonlyMap<string, InstanceType> = new Map(
  families.flatMap(({ names, architecture, rows }) =>
    names.flatMap((name) =>
      rows.map((row): [string, InstanceType] => [`${name}.${row[0]}`, instanceType(architecture, row)]),
    ),
  ),
);

/** An instance type by its name, e.g. `t3.medium`; `undefined` for one that this table does not have. */
export function findInstanceType(name: string): InstanceType | undefined {
  return types.get(name);
}

/** Every instance type of the table, by name. */
export function instanceTypeNames(): readonly string[] {
  return [...types.keys()];
}

/** What pods can ask of one node. */
export interface Allocatable {
  readonly millicores: number;
  /** In MiB. */
  readonly memory: number;
  readonly pods: number;
}

/** The share of an instance's memory that firmware and kernel keep for themselves, as Karpenter estimates it. */
const memoryOverhead = 0.075;
const evictionThreshold = 100;

/**
 * What a node of the EKS AL2023 image leaves to pods: CPU is reserved by core (6 %, 1 %, 0.5 %, 0.5 %, then 0.25 %),
 * memory by pod (255 MiB + 11 MiB each), beside 100 MiB at which the kubelet evicts. The pods that memory is reserved
 * for are those by its addresses, whatever EKS caps them to.
 * https://awslabs.github.io/amazon-eks-ami/nodeadm/ and https://karpenter.sh/docs/reference/settings/
 * https://github.com/awslabs/amazon-eks-ami/issues/1698
 */
export function allocatable({ vcpu, memory, addressedPods, maxPods }: InstanceType): Allocatable {
  const reservedCpu = Array.from({ length: vcpu }, (_, core) => [60, 10, 5, 5][core] ?? 2.5).reduce(
    (sum, share) => sum + share,
    0,
  );
  return {
    millicores: Math.floor(vcpu * 1000 - reservedCpu),
    memory: Math.floor(memory * (1 - memoryOverhead) - (255 + 11 * addressedPods) - evictionThreshold),
    pods: maxPods,
  };
}

function instanceType(architecture: InstanceType["architecture"], row: Row): InstanceType {
  const [, vcpu, memoryGiB, interfaces, addresses, gpus = 0] = row;
  const addressedPods = interfaces * (addresses - 1) + 2;
  const maxPods = Math.min(addressedPods, podCap(vcpu));
  return {
    architecture,
    vcpu,
    memory: memoryGiB * 1024,
    gpus,
    addressedPods,
    maxPods,
    addresses: addressesHeld(maxPods, interfaces, addresses),
  };
}

/**
 * The most pods that EKS lets a node of a managed group take whose machine image is EKS's own.
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#max-pods-precedence
 */
function podCap(vcpu: number): number {
  return vcpu < 30 ? 110 : 250;
}

/**
 * The VPC CNI takes whole interfaces, and one more than the pods need (`WARM_ENI_TARGET`), while the instance can have
 * more. https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md
 */
function addressesHeld(pods: number, interfaces: number, each: number): number {
  const needed = Math.ceil(pods / (each - 1));
  return Math.min(interfaces, needed + 1) * each;
}

function withMemory(rows: readonly Row[], factor: number): readonly Row[] {
  return rows.map(([size, vcpu, memoryGiB, ...rest]) => [size, vcpu, memoryGiB * factor, ...rest]);
}
