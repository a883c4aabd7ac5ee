import { ref, type Stack, type TerraformNode } from "../schema/graph/graph.ts";
import type { ProviderConfigs } from "../schema/graph/terraform-types.ts";
import type { Config, Reference, Text } from "../schema/graph/value.ts";
import type { LockFile } from "../schema/lock/lock-language.ts";
import { type Context, type StackName, stackNames } from "./context.ts";

const descriptions: Readonly<Record<StackName, string>> = {
  network: "VPC, subnets, routes, security groups, flow logs",
  registry: "Image repositories",
  certificate: "Certificates of the hosts of routes",
  data: "Secrets, stores, queues, user pools",
  cluster: "Control plane, node groups, managed add-ons, access",
  identity: "IAM roles of add-ons and services",
  platform: "Controllers that services rely on",
  workloads: "Namespaces and services",
  dns: "Records of the hosts of routes",
};

/** What a stack tells people once applied. */
export type Outputs = Readonly<Partial<Record<StackName, Stack["outputs"]>>>;

/**
 * The stacks that hold anything, in the order of deployment. The Kubernetes and Helm providers are configured from
 * the cluster's stack and never share a stack with it or with any AWS resource.
 */
export function stacks(
  context: Context,
  used: ReadonlySet<string>,
  cluster: TerraformNode<"aws_eks_cluster">,
  outputs: Outputs,
): Stack[] {
  return stackNames
    .filter((name) => used.has(name))
    .map((name) => ({
      name,
      description: descriptions[name],
      providers:
        name === "platform" || name === "workloads"
          ? clusterProviders(context, cluster)
          : { aws: awsProvider(context) },
      ...(context.model.lock && { providerVersions: lockedProviders(context.model.lock.locked.providers) }),
      backend: backend(context, name),
      outputs: outputs[name] ?? {},
    }));
}

function lockedProviders(providers: LockFile["providers"]): NonNullable<Stack["providerVersions"]> {
  const { aws, helm, kubernetes } = providers;
  return { ...(aws && { aws }), ...(helm && { helm }), ...(kubernetes && { kubernetes }) };
}

/** Every resource is tagged, and a wrong account is refused before anything is planned. */
function awsProvider({ model, region }: Context): Config<ProviderConfigs["aws"]> {
  const { spec, environment } = model;
  const tags = {
    system: spec.system,
    ...(environment && { environment }),
    owner: spec.owner,
    "managed-by": "groundplan",
    ...spec.tags,
  };
  const profile = spec.awsProfile !== undefined && { profile: spec.awsProfile };
  return { region, ...profile, defaultTags: [{ tags }], ...(spec.account && { allowedAccountIds: [spec.account] }) };
}

/** A fresh token at each run: one in the state would be a credential, and stale after 15 minutes. */
function clusterProviders({ model, region }: Context, cluster: TerraformNode<"aws_eks_cluster">): Stack["providers"] {
  const host: Reference = ref(cluster, "endpoint");
  const clusterCaCertificate: Text = { ...ref(cluster, "certificate_authority[0].data"), function: "base64decode" };
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: [
      "eks",
      "get-token",
      "--cluster-name",
      model.spec.cluster.name,
      "--region",
      region,
      ...(model.spec.awsProfile === undefined ? [] : ["--profile", model.spec.awsProfile]),
    ],
  };
  return {
    helm: { kubernetes: { host, clusterCaCertificate, exec } },
    kubernetes: { host, clusterCaCertificate, exec: [exec] },
  };
}

function backend({ model, name, region }: Context, stack: StackName): Stack["backend"] {
  const { state, awsProfile: profile } = model.spec;
  const { kind, bucket } = state;
  if (kind !== "s3" || !bucket) return { kind: "local" };
  return { kind, bucket, key: `${name}/${stack}.tfstate`, region, ...(profile !== undefined && { profile }) };
}
