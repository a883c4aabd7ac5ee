import type { Route } from "../../schema/model/model.ts";
import type { Statement } from "../aws/policy-document.ts";
import type { Context } from "../context.ts";
import type { ChartAddon } from "./addon.ts";

/**
 * What the controller may do, narrowed from its published policy to load balancers whose security groups are ours: it
 * makes no security groups and touches no WAF, Shield or Cognito, and it changes only load balancers, listeners, rules
 * and target groups that carry its own tag. Rules and further certificates are for application load balancers only.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
 */
function statements({ model }: Context): readonly Statement[] {
  const isApplication = Object.values(model.spec.routes).some(({ loadBalancer }) => loadBalancer === "application");
  return [...observation, ...changes(isApplication ? "application" : "network")];
}

const observation: readonly Statement[] = [
  {
    sid: "Observe",
    actions: [
      "acm:DescribeCertificate",
      "acm:ListCertificates",
      "ec2:DescribeAccountAttributes",
      "ec2:DescribeAddresses",
      "ec2:DescribeAvailabilityZones",
      "ec2:DescribeInstances",
      "ec2:DescribeInternetGateways",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeTags",
      "ec2:DescribeVpcs",
      "ec2:GetSecurityGroupsForVpc",
      "elasticloadbalancing:DescribeCapacityReservation",
      "elasticloadbalancing:DescribeListenerAttributes",
      "elasticloadbalancing:DescribeListenerCertificates",
      "elasticloadbalancing:DescribeListeners",
      "elasticloadbalancing:DescribeLoadBalancerAttributes",
      "elasticloadbalancing:DescribeLoadBalancers",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeSSLPolicies",
      "elasticloadbalancing:DescribeTags",
      "elasticloadbalancing:DescribeTargetGroupAttributes",
      "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
    ],
    resources: ["*"],
  },
  {
    sid: "ServiceLinkedRole",
    actions: ["iam:CreateServiceLinkedRole"],
    resources: ["*"],
    conditions: [
      { test: "StringEquals", variable: "iam:AWSServiceName", values: ["elasticloadbalancing.amazonaws.com"] },
    ],
  },
];

/** Actions that only application load balancers need, each on something that carries the controller's tag. */
const ruleActions = [
  "elasticloadbalancing:AddListenerCertificates",
  "elasticloadbalancing:CreateRule",
  "elasticloadbalancing:DeleteRule",
  "elasticloadbalancing:ModifyRule",
  "elasticloadbalancing:RemoveListenerCertificates",
  "elasticloadbalancing:SetRulePriorities",
];

const changes = (kind: Route["loadBalancer"]): readonly Statement[] => [
  {
    sid: "CreateTagged",
    actions: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
    resources: ["*"],
    conditions: [{ test: "Null", variable: "aws:RequestTag/elbv2.k8s.aws/cluster", values: ["false"] }],
  },
  {
    sid: "TagOnCreate",
    actions: ["elasticloadbalancing:AddTags"],
    resources: ["*"],
    conditions: [
      {
        test: "StringEquals",
        variable: "elasticloadbalancing:CreateAction",
        values: [
          "CreateListener",
          "CreateLoadBalancer",
          ...(kind === "application" ? ["CreateRule"] : []),
          "CreateTargetGroup",
        ],
      },
      { test: "Null", variable: "aws:RequestTag/elbv2.k8s.aws/cluster", values: ["false"] },
    ],
  },
  {
    sid: "ChangeOwn",
    actions: [
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:DeleteTargetGroup",
      "elasticloadbalancing:DeregisterTargets",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyListenerAttributes",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "elasticloadbalancing:ModifyTargetGroup",
      "elasticloadbalancing:ModifyTargetGroupAttributes",
      "elasticloadbalancing:RegisterTargets",
      "elasticloadbalancing:RemoveTags",
      "elasticloadbalancing:SetIpAddressType",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
      ...(kind === "application" ? ruleActions : []),
    ],
    resources: ["*"],
    conditions: [{ test: "Null", variable: "aws:ResourceTag/elbv2.k8s.aws/cluster", values: ["false"] }],
  },
];

/** Makes the load balancers of Services and Ingresses. */
export const awsLoadBalancerController: ChartAddon = {
  kind: "chart",
  name: "aws-load-balancer-controller",
  chart: "aws-load-balancer-controller",
  repository: "https://aws.github.io/eks-charts",
  namespace: "kube-system",
  ownNamespace: false,
  versions: { "1.33": "1.14.1", "1.34": "1.14.1", "1.35": "1.14.1" },
  identity: {
    namespace: "kube-system",
    serviceAccount: "aws-load-balancer-controller",
    statements,
  },
  annotationsPath: "serviceAccount.annotations",
  values: ({ model, region }) => ({
    clusterName: model.spec.cluster.name,
    region,
    replicaCount: 2,
    serviceAccount: { create: true, name: "aws-load-balancer-controller" },
    // Security groups come from the spec, so that a reviewer sees them.
    enableBackendSecurityGroup: false,
    // Off, or every Service of the cluster would wait for this controller's webhook.
    enableServiceMutatorWebhook: false,
    enableShield: false,
    enableWaf: false,
    enableWafv2: false,
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  }),
  settings: ({ vpcId }) => ({ vpcId }),
};
