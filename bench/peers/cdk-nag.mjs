/**
 * aws-cdk: the AWS half of the system, L2 constructs where they make the same resources and L1 where they would not.
 * `node peers/cdk-nag.mjs N OUT MODE PER`. MODE is `plain`, without any validation, or `nag`: with cdk-nag beside the
 * template validation that aws-cdk has on by default. PER is how many services a stack has: CloudFormation takes 500
 * resources a stack, so 80 is what can be deployed; more is a template that only a synth sees.
 */
import { App, Duration, Stack, Validations } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as ecr from "aws-cdk-lib/aws-ecr";
import * as eks from "aws-cdk-lib/aws-eks";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";

const [count, outdir, mode, per] = process.argv.slice(2);
const [services, perStack] = [Number(count), Number(per)];
const zones = ["a", "b", "c"];
const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const env = { account: "111122223333", region: "eu-west-1" };

const app = new App({
  outdir,
  analyticsReporting: false,
  builtinCloudFormationValidation: mode === "nag",
  context: { "@aws-cdk/core:stackResourceLimit": 0 },
});
if (mode === "nag") Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const network = createNetwork(new Stack(app, "bench-network", { env }));
const provider = createCluster(new Stack(app, "bench-cluster", { env }), network);
for (let first = 0; first < services; first += perStack) {
  const stack = new Stack(app, `bench-services-${first / perStack}`, { env });
  for (let index = first; index < Math.min(first + perStack, services); index += 1)
    createService(stack, index, provider);
  acknowledge(stack, { "AwsSolutions-SQS4": "The queues are reached from the VPC only" });
}
app.synth();
// A finding is not a failure of the measurement.
process.exitCode = 0;

function createNetwork(stack) {
  const vpc = new ec2.CfnVPC(stack, "Vpc", {
    cidrBlock: "10.0.0.0/16",
    enableDnsHostnames: true,
    enableDnsSupport: true,
  });
  const gateway = new ec2.CfnInternetGateway(stack, "Gateway");
  new ec2.CfnVPCGatewayAttachment(stack, "GatewayAttachment", { vpcId: vpc.ref, internetGatewayId: gateway.ref });
  const subnets = { public: [], private: [], data: [] };
  Object.keys(subnets).forEach((tier, row) => {
    zones.forEach((zone, column) => {
      const cidrBlock = `10.0.${row * 64 + column * 16}.0/20`;
      const subnet = new ec2.CfnSubnet(stack, `${tier}-${zone}`, {
        vpcId: vpc.ref,
        cidrBlock,
        availabilityZone: `eu-west-1${zone}`,
      });
      subnets[tier].push(subnet);
    });
  });
  const gateways = zones.map((zone, column) => {
    const address = new ec2.CfnEIP(stack, `Address-${zone}`, { domain: "vpc" });
    return new ec2.CfnNatGateway(stack, `Nat-${zone}`, {
      subnetId: subnets.public[column].ref,
      allocationId: address.attrAllocationId,
    });
  });
  const table = (name, routed, route) => {
    const made = new ec2.CfnRouteTable(stack, `Table-${name}`, { vpcId: vpc.ref });
    if (route)
      new ec2.CfnRoute(stack, `Route-${name}`, { routeTableId: made.ref, destinationCidrBlock: "0.0.0.0/0", ...route });
    for (const subnet of routed)
      new ec2.CfnSubnetRouteTableAssociation(stack, `Association-${subnet.node.id}`, {
        routeTableId: made.ref,
        subnetId: subnet.ref,
      });
  };
  table("public", subnets.public, { gatewayId: gateway.ref });
  zones.forEach((zone, column) => {
    table(`private-${zone}`, [subnets.private[column]], { natGatewayId: gateways[column].ref });
  });
  table("data", subnets.data);
  const key = createKey(stack, "Logs");
  const group = new logs.LogGroup(stack, "FlowLogs", { encryptionKey: key, retention: logs.RetentionDays.ONE_YEAR });
  const role = new iam.Role(stack, "FlowLogRole", {
    assumedBy: new iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"),
  });
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [group.logGroupArn] }),
  );
  new ec2.CfnFlowLog(stack, "FlowLog", {
    resourceId: vpc.ref,
    resourceType: "VPC",
    trafficType: "ALL",
    logGroupName: group.logGroupName,
    deliverLogsPermissionArn: role.roleArn,
  });
  const groups = ["Cluster", "Nodes", "Route"].map(
    (name) => new ec2.CfnSecurityGroup(stack, `${name}Group`, { groupDescription: name, vpcId: vpc.ref }),
  );
  createRules(stack, groups);
  acknowledge(stack, { "AwsSolutions-IAM5[Resource::<FlowLogs.Arn>:*]": "Log streams of one group" });
  return { subnets, groups, key };
}

function createRules(stack, [cluster, nodes, route]) {
  const ports = [443, 9443, 10250];
  for (const port of ports) {
    new ec2.CfnSecurityGroupIngress(stack, `Nodes-${port}`, {
      groupId: nodes.ref,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      sourceSecurityGroupId: cluster.ref,
    });
    new ec2.CfnSecurityGroupEgress(stack, `Cluster-${port}`, {
      groupId: cluster.ref,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      destinationSecurityGroupId: nodes.ref,
    });
  }
  new ec2.CfnSecurityGroupIngress(stack, "Cluster-in", {
    groupId: cluster.ref,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    sourceSecurityGroupId: nodes.ref,
  });
  new ec2.CfnSecurityGroupIngress(stack, "Nodes-self", {
    groupId: nodes.ref,
    ipProtocol: "-1",
    sourceSecurityGroupId: nodes.ref,
  });
  new ec2.CfnSecurityGroupIngress(stack, "Route-in", {
    groupId: route.ref,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    sourceSecurityGroupId: nodes.ref,
  });
  new ec2.CfnSecurityGroupIngress(stack, "Nodes-route", {
    groupId: nodes.ref,
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
    sourceSecurityGroupId: route.ref,
  });
  new ec2.CfnSecurityGroupEgress(stack, "Route-out", {
    groupId: route.ref,
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
    destinationSecurityGroupId: nodes.ref,
  });
  new ec2.CfnSecurityGroupEgress(stack, "Nodes-out", { groupId: nodes.ref, ipProtocol: "-1", cidrIp: "0.0.0.0/0" });
}

function createCluster(stack, { subnets, groups }) {
  const key = createKey(stack, "Secrets");
  const role = createRole(stack, "ClusterRole", "eks.amazonaws.com", [
    "AmazonEKSClusterPolicy",
    "AmazonEKSVPCResourceController",
  ]);
  const subnetIds = subnets.private.map((subnet) => subnet.ref);
  const cluster = new eks.CfnCluster(stack, "Cluster", {
    name: "bench",
    version: "1.35",
    roleArn: role.roleArn,
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    resourcesVpcConfig: {
      subnetIds,
      securityGroupIds: [groups[0].ref],
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
    },
    encryptionConfig: [{ provider: { keyArn: key.keyArn }, resources: ["secrets"] }],
    logging: {
      clusterLogging: {
        enabledTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"].map((type) => ({ type })),
      },
    },
  });
  const provider = new iam.CfnOIDCProvider(stack, "Identity", {
    url: cluster.attrOpenIdConnectIssuerUrl,
    clientIdList: ["sts.amazonaws.com"],
  });
  for (const pool of ["general", "batch"]) {
    const poolRole = createRole(stack, `${pool}Role`, "ec2.amazonaws.com", [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryReadOnly",
    ]);
    const template = new ec2.CfnLaunchTemplate(stack, `${pool}Template`, {
      launchTemplateData: {
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 50, volumeType: "gp3", encrypted: true } }],
        securityGroupIds: [groups[1].ref],
      },
    });
    new eks.CfnNodegroup(stack, pool, {
      clusterName: cluster.ref,
      nodeRole: poolRole.roleArn,
      subnets: subnetIds,
      scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 50 },
      launchTemplate: { id: template.ref, version: template.attrLatestVersionNumber },
    });
  }
  for (const addonName of ["vpc-cni", "kube-proxy", "coredns", "amazon-cloudwatch-observability"])
    new eks.CfnAddon(stack, addonName, { clusterName: cluster.ref, addonName });
  for (const [name, policy] of [
    ["platform-admin", "AmazonEKSClusterAdminPolicy"],
    ["delivery", "AmazonEKSEditPolicy"],
  ])
    new eks.CfnAccessEntry(stack, name, {
      clusterName: cluster.ref,
      principalArn: `arn:aws:iam::${env.account}:role/${name}`,
      accessPolicies: [
        { policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`, accessScope: { type: "cluster" } },
      ],
    });
  for (const policy of [
    "AmazonEKSClusterPolicy",
    "AmazonEKSVPCResourceController",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEC2ContainerRegistryReadOnly",
  ])
    acknowledge(stack, {
      [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`]: "What EKS asks for",
    });
  return provider;
}

/** What groundplan makes for each service: repository with its lifecycle, queue and dead-letter queue, role and policy. */
function createService(stack, index, provider) {
  const name = `svc-${String(index).padStart(4, "0")}`;
  new ecr.Repository(stack, `${name}-images`, {
    repositoryName: name,
    imageScanOnPush: true,
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    lifecycleRules: [{ maxImageCount: 20 }],
  });
  const deadLetter = new sqs.Queue(stack, `${name}-dead-letter`, {
    queueName: `bench-${name}-dead-letter`,
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    retentionPeriod: Duration.days(14),
  });
  const queue = new sqs.Queue(stack, `${name}-jobs`, {
    queueName: `bench-${name}-jobs`,
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    visibilityTimeout: Duration.minutes(2),
    retentionPeriod: Duration.days(4),
    receiveMessageWaitTime: Duration.seconds(20),
    deadLetterQueue: { queue: deadLetter, maxReceiveCount: 5 },
  });
  const account = `system:serviceaccount:${namespaceOf(index)}:${name}`;
  const role = new iam.Role(stack, `${name}-role`, {
    roleName: `bench-${name}`,
    description: `The service ${name}`,
    assumedBy: new iam.WebIdentityPrincipal(provider.attrArn, {
      StringEquals: { [`${issuer}:sub`]: account, [`${issuer}:aud`]: "sts.amazonaws.com" },
    }),
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
      resources: [queue.queueArn],
    }),
  );
}

function namespaceOf(index) {
  return `team-${index % 25}`;
}

function createRole(stack, id, service, policies) {
  return new iam.Role(stack, id, {
    assumedBy: new iam.ServicePrincipal(service),
    managedPolicies: policies.map((policy) => iam.ManagedPolicy.fromAwsManagedPolicyName(policy)),
  });
}

function createKey(stack, id) {
  return new kms.Key(stack, `${id}Key`, { enableKeyRotation: true, alias: `bench-${id.toLowerCase()}` });
}

function acknowledge(stack, reasons) {
  Validations.of(stack).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}
