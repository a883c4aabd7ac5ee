import * as z from "zod";
import { kubernetesVersions } from "../catalogue/kubernetes-versions.ts";
import { integer, key, text } from "./key.ts";
import { losesName, renamedFrom } from "./rename.ts";
import { arn, bytes, cidr, duration, labelKey, labelValue, name } from "./text.ts";

const controlPlaneLog = z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"]);

const nodePool = z.strictObject({
  renamedFrom: renamedFrom(losesName),
  instances: key(
    z
      .array(text(/^[a-z][a-z0-9-]*\.[a-z0-9][a-z0-9-]*$/, "an instance type", "a family, a dot and a size"))
      .min(1)
      .max(20),
    "The EC2 instance types, the preferred one first: all of one architecture, with NVIDIA GPUs or without. The machine image follows from them.",
    ["t3.medium"],
    ["m7i.large", "m6i.large"],
  ),
  size: key(
    z.strictObject({
      min: key(integer(0, 1000), "The fewest nodes.", 1),
      desired: key(
        integer(0, 1000).optional(),
        "The nodes to start with; afterwards the autoscaler owns this number. `min` when absent.",
        2,
      ),
      max: key(integer(1, 1000), "The most nodes.", 3),
    }),
    "How many nodes the pool has.",
    { min: 1, desired: 2, max: 3 },
  ),
  perZone: key(
    z.boolean().default(false),
    "Whether each zone has a node group of its own, so that the autoscaler can add a node in the zone of a waiting pod's volume. `size` stays that of the whole pool: its zones share it as evenly as they can.",
    true,
  ),
  update: key(
    z
      .strictObject({
        maxUnavailable: key(
          text(/^([1-9]\d?|100)%$/, "a share of the nodes", 'a whole number from 1 to 100 and "%"').default("33%"),
          "How many of the nodes may be replaced at once.",
          "33%",
        ),
      })
      .prefault({}),
    "How nodes are replaced when their version or machine image changes.",
    { maxUnavailable: "50%" },
  ),
  tier: key(z.enum(["public", "private"]).default("private"), "The subnet tier that the nodes are in.", "private"),
  capacity: key(z.enum(["on-demand", "spot"]).default("on-demand"), "On-demand or spot instances.", "on-demand"),
  disk: key(bytes.default("20Gi"), "The size of each node's encrypted gp3 root volume.", "20Gi"),
  labels: key(z.record(labelKey, labelValue).default({}), "Kubernetes labels of the nodes.", { workload: "batch" }),
  taints: key(
    z
      .array(
        z.strictObject({
          key: key(labelKey, "The taint's key.", "dedicated"),
          value: key(labelValue.default(""), "The taint's value.", "batch"),
          effect: key(
            z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).default("NoSchedule"),
            "What the taint does to pods that do not tolerate it.",
            "NoSchedule",
          ),
        }),
      )
      .optional(),
    "Kubernetes taints of the nodes. When absent, nodes with NVIDIA GPUs have `nvidia.com/gpu=true:NoSchedule`, others none.",
    [{ key: "dedicated", value: "batch", effect: "NoSchedule" }],
  ),
  policies: key(
    z
      .array(
        text(
          /^[A-Za-z0-9+=,.@_-]{1,128}$/,
          "the name of an AWS managed policy",
          "letters, digits and +=,.@_-, no path and no ARN",
        ),
      )
      .default([]),
    "Further AWS managed policies for the node role, by name. Every pod on the node can use them where it reaches the instance metadata: prefer a workload identity.",
    ["AmazonSSMManagedInstanceCore"],
  ),
});

const accessEntry = z.strictObject({
  renamedFrom: renamedFrom(losesName),
  role: key(
    text(
      /^[A-Za-z0-9+=,.@_/-]{1,128}$/,
      "the name of an IAM role",
      "letters, digits and +=,.@_/-, not its ARN",
    ).optional(),
    "An IAM role of this account, by name. Either this or `principal`.",
    "platform-admin",
  ),
  principal: key(
    arn.optional(),
    "An IAM principal by its ARN, for one of another account.",
    "arn:aws:iam::111122223333:role/platform-admin",
  ),
  policy: key(
    z.enum(["cluster-admin", "admin", "edit", "view"]),
    "The EKS access policy: what the principal may do in the cluster.",
    "cluster-admin",
    "view",
  ),
  namespaces: key(
    z.array(name).default([]),
    "The namespaces that the access is limited to. The whole cluster when empty.",
    ["payments"],
  ),
});

/** A version that means one thing for ever. */
export const exactVersion = text(
  /^v?\d+\.\d+\.\d+[A-Za-z0-9.+-]*$/,
  "an exact version",
  "three numbers with dots and whatever follows them",
);

const addon = z.strictObject({
  version: key(
    exactVersion.optional(),
    "The exact version of the add-on or of its chart. By default the one in the lock (`spec.lock.yaml`), else the one this release of groundplan was tested with.",
    "v1.21.1-eksbuild.3",
  ),
});

/** The add-ons that a spec can name. Those that every cluster needs are there without being named. */
export const addonNames = [
  "aws-ebs-csi-driver",
  "aws-load-balancer-controller",
  "cluster-autoscaler",
  "container-insights",
  "coredns",
  "eks-pod-identity-agent",
  "external-secrets",
  "kube-proxy",
  "metrics-server",
  "nvidia-device-plugin",
  "secrets-store-csi-driver",
  "secrets-store-csi-driver-provider-aws",
  "vpc-cni",
] as const;

const addons = z.strictObject(
  Object.fromEntries(
    addonNames.map((addonName) => [addonName, key(addon.optional(), `The ${addonName} add-on.`, {})]),
  ) as Record<(typeof addonNames)[number], z.ZodOptional<typeof addon>>,
);

/** `cluster`: where the services run. */
export const cluster = z.strictObject({
  runtime: key(z.enum(["eks"]).default("eks"), "What runs the services.", "eks"),
  name: key(
    text(
      /^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/,
      "a cluster name",
      "letters, digits and hyphens, first no hyphen, at most 100 characters",
    ).optional(),
    "The cluster's name. The system's name (and environment) when absent.",
    "fastapi-app-cluster",
  ),
  namespace: key(
    name.optional(),
    "The Kubernetes namespace of services and stores that name none. The system's name when absent.",
    "shop",
  ),
  version: key(z.enum(kubernetesVersions).default("1.35"), "The Kubernetes minor version, as EKS offers it.", "1.35"),
  logs: key(
    z.array(controlPlaneLog).default(["api", "audit", "authenticator", "controllerManager", "scheduler"]),
    "The control-plane logs that are kept.",
    ["api", "audit", "authenticator"],
  ),
  logRetention: key(duration.default("90d"), "How long control-plane logs are kept, in days.", "90d"),
  endpoint: key(
    z
      .strictObject({
        publicCidrs: key(
          z.array(cidr).default([]),
          "Who may reach the Kubernetes API from the internet. When empty, only the VPC can.",
          ["203.0.113.0/24"],
        ),
      })
      .prefault({}),
    "Who can reach the Kubernetes API. The VPC always can.",
    { publicCidrs: ["203.0.113.0/24"] },
  ),
  encryptSecrets: key(
    z.boolean().default(true),
    "Whether Kubernetes secrets are encrypted with a key of this system's own. It cannot be changed later without a new cluster.",
    true,
  ),
  access: key(
    z.record(name, accessEntry).default({}),
    "Who may use the cluster, as EKS access entries. The principal that creates the cluster has no rights of its own.",
    { platform: { role: "platform-admin", policy: "cluster-admin" } },
  ),
  identity: key(
    z.enum(["irsa", "pod-identity"]).default("irsa"),
    "How services get an AWS identity: by the cluster's identity provider (IRSA), or by EKS Pod Identity.",
    "pod-identity",
  ),
  nodePools: key(z.record(name, nodePool).default({}), "The managed node groups.", {
    workers: { instances: ["t3.medium"], size: { min: 1, desired: 2, max: 3 } },
  }),
  addons: key(
    addons.prefault({}),
    "What is installed beside the services. vpc-cni, kube-proxy and coredns always are, eks-pod-identity-agent where a service needs it, and nvidia-device-plugin where a pool has GPUs; name one of them only to pin its version.",
    { "metrics-server": {}, "cluster-autoscaler": {} },
  ),
});
