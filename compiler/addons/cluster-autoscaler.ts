import type { ChartAddon } from "./addon.ts";

/**
 * Adds and removes nodes. It finds the Auto Scaling groups by the tags that EKS puts on those of managed node
 * groups, and may change only groups that carry this cluster's tag.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export const clusterAutoscaler: ChartAddon = {
  kind: "chart",
  name: "cluster-autoscaler",
  chart: "cluster-autoscaler",
  repository: "https://kubernetes.github.io/autoscaler",
  namespace: "kube-system",
  ownNamespace: false,
  versions: { "1.33": "9.57.0", "1.34": "9.57.0", "1.35": "9.57.0" },
  // The autoscaler follows the cluster's minor version. https://github.com/kubernetes/autoscaler/releases
  images: { "1.33": "v1.33.1", "1.34": "v1.34.4", "1.35": "v1.35.1" },
  identity: {
    namespace: "kube-system",
    serviceAccount: "cluster-autoscaler",
    statements: ({ model }) => [
      {
        sid: "Observe",
        actions: [
          "autoscaling:DescribeAutoScalingGroups",
          "autoscaling:DescribeAutoScalingInstances",
          "autoscaling:DescribeLaunchConfigurations",
          "autoscaling:DescribeScalingActivities",
          "ec2:DescribeImages",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplateVersions",
          "ec2:GetInstanceTypesFromInstanceRequirements",
          "eks:DescribeNodegroup",
        ],
        resources: ["*"],
      },
      {
        sid: "ScaleThisCluster",
        actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
        resources: ["*"],
        conditions: [
          {
            test: "StringEquals",
            variable: `aws:ResourceTag/k8s.io/cluster-autoscaler/${model.spec.cluster.name}`,
            values: ["owned"],
          },
        ],
      },
    ],
  },
  annotationsPath: "rbac.serviceAccount.annotations",
  values: ({ model, region }, image) => ({
    fullnameOverride: "cluster-autoscaler",
    cloudProvider: "aws",
    awsRegion: region,
    autoDiscovery: { clusterName: model.spec.cluster.name },
    image: { tag: image },
    rbac: { serviceAccount: { name: "cluster-autoscaler" } },
    extraArgs: { "balance-similar-node-groups": true, "skip-nodes-with-system-pods": false },
    resources: { requests: { cpu: "100m", memory: "300Mi" }, limits: { memory: "600Mi" } },
  }),
};
