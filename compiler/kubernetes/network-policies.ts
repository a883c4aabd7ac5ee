import type { SpecPath } from "../../schema/finding.ts";
import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import type { KubernetesObjects } from "../../schema/graph/kubernetes-types.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import { balancedPorts } from "../../schema/model/route-targets.ts";
import { kubernetesApiCidrs } from "../aws/cluster-addresses.ts";
import type { Data } from "../aws/data.ts";
import { endpointCidrs, isInterfaceEndpoint } from "../aws/endpoints.ts";
import { hasPodIdentity } from "../aws/pod-identity.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Reach } from "../uses/use.ts";
import type { Workload } from "../workload.ts";
import { followUpName, migrationName } from "./hook-jobs.ts";
import { metadata, selectorLabels } from "./labels.ts";

type PolicySpec = NonNullable<KubernetesObjects["NetworkPolicy"]["spec"]>;
type Ingress = NonNullable<PolicySpec["ingress"]>[number];
type Egress = NonNullable<PolicySpec["egress"]>[number];

/** The link-local address of the instance metadata: no pod has business there. */
const instanceMetadata = "169.254.169.254/32";

/** Where each node's Pod Identity agent hands out credentials. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const podIdentityAgent: Egress = { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: tcp(80) };

/** Nothing in, nothing out but name resolution: what a namespace's pods have before any policy of their own. */
export function namespacePolicies(
  context: Context,
  release: TerraformNode<"helm_release">,
  namespace: string,
  origin: SpecPath,
): AnyKubernetesNode[] {
  const inNamespace = { context, release, origin, namespace };
  return [
    networkPolicy({ ...inNamespace, name: "default-deny" }, { podSelector: {}, policyTypes: ["Ingress", "Egress"] }),
    networkPolicy(
      { ...inNamespace, name: "allow-dns" },
      {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
                podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
              },
            ],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      },
    ),
  ];
}

/** What a service admits and reaches: its routes and the services that use it in, what it uses out. */
export function servicePolicy(
  context: Context,
  release: TerraformNode<"helm_release">,
  workload: Workload,
  data: Data,
): AnyKubernetesNode {
  const { name, origin, service } = workload;
  // The pods of a stateful service are one system: they replicate and vote on ports that nobody else uses.
  const peers = service.stateful ? [podsOf(name, service.namespace)] : [];
  const { namespace } = service;
  return networkPolicy(
    { context, release, origin, namespace, name },
    {
      podSelector: { matchLabels: selectorLabels(name) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [...ingressOf(context, workload), ...peers.map((from) => ({ from: [from] }))],
      egress: [...egressOf(context, service, data), ...peers.map((to) => ({ to: [to] }))],
    },
  );
}

/** The jobs of a workload's rollouts admit nobody. A migration reaches what the service reaches. */
export function jobPolicies(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service, extras }: Workload,
  data: Data,
): AnyKubernetesNode[] {
  const { namespace, port, migrations } = service;
  const policy = (job: string, at: SpecPath, egress: readonly Egress[]) =>
    networkPolicy(
      { context, release, origin: at, namespace, name: job },
      { podSelector: { matchLabels: selectorLabels(job) }, policyTypes: ["Ingress", "Egress"], egress: [...egress] },
    );
  const own = port === undefined ? [] : [{ to: [podsOf(name, namespace)], ports: tcp(port) }];
  return [
    ...(migrations ? [policy(migrationName(name), [...origin, "migrations"], egressOf(context, service, data))] : []),
    ...(extras?.afterwards ? [policy(followUpName(name, extras.afterwards), origin, own)] : []),
  ];
}

function networkPolicy(
  place: {
    readonly context: Context;
    readonly release: TerraformNode<"helm_release">;
    readonly origin: SpecPath;
    readonly namespace: string;
    readonly name: string;
  },
  spec: PolicySpec,
): AnyKubernetesNode {
  const { context, release, origin, namespace, name } = place;
  return kubernetes("NetworkPolicy", release, origin, {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: metadata(name, namespace, context.model.spec.system),
    spec,
  });
}

function ingressOf({ model, callers, routesTo }: Context, { name, service, extras }: Workload): Ingress[] {
  const { spec } = model;
  if (service.port === undefined) return [];
  const ports = [{ protocol: "TCP" as const, port: service.port }];
  // A load balancer with IP targets speaks from its own addresses in its subnets.
  const balancerCidrs = (routesTo.get(name) ?? []).flatMap((route) =>
    Object.values(
      spec.network.tiers[spec.routes[route]?.scheme === "internet-facing" ? "public" : "private"]?.cidrs ?? {},
    ),
  );
  return [
    ...(balancerCidrs.length > 0
      ? [
          {
            from: ranges([...new Set(balancerCidrs)]),
            ports: balancedPorts(service).flatMap(tcp),
          },
        ]
      : []),
    ...(callers.get(name) ?? []).map((caller) => {
      const { namespace = service.namespace, migrations } = spec.services[caller] ?? {};
      const pods = [caller, ...(migrations ? [migrationName(caller)] : [])];
      return { from: pods.map((pod) => podsOf(pod, namespace)), ports };
    }),
    ...[...(extras?.admits ?? []), ...(extras?.afterwards ? [followUpName(name, extras.afterwards)] : [])].map(
      (other) => ({ from: [podsOf(other, service.namespace)], ports }),
    ),
  ];
}

function egressOf(context: Context, service: Service, data: Data): Egress[] {
  const { model } = context;
  const agent = hasPodIdentity(service) ? [podIdentityAgent] : [];
  const targets = givenTo(context, data, service).flatMap(({ reach }) =>
    reach.flatMap((each) => egressTo(model, service, each)),
  );
  return [...targets, ...agent];
}

function egressTo(model: Context["model"], { identity }: Service, reach: Reach): Egress[] {
  if (reach.to === "kubernetes") return [{ to: ranges(kubernetesApiCidrs(model.spec)), ports: tcp(443) }];
  if (reach.to === "aws") {
    // Only IRSA asks STS for credentials: the agent of Pod Identity is on the node.
    const apis = identity === "irsa" ? [reach.service, "sts"] : [reach.service].filter((api) => api !== "sts");
    return apis.length > 0 ? [{ to: awsAddresses(model, apis), ports: tcp(443) }] : [];
  }
  const ports = tcp(reach.port);
  if (reach.to === "pods") return [{ to: [podsOf(reach.name, reach.namespace)], ports }];
  return [{ to: reach.cidrs.length > 0 ? ranges(reach.cidrs) : anyPublicAddress(model), ports }];
}

function ranges(cidrs: readonly string[]): NonNullable<Egress["to"]> {
  return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
}

function podsOf(name: string, namespace: string): NonNullable<Ingress["from"]>[number] {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    podSelector: { matchLabels: selectorLabels(name) },
  };
}

/**
 * Services of AWS: in the VPC where they have interface endpoints, at public addresses where one of them has none.
 * Endpoints of the other kind (S3) answer from public addresses.
 */
function awsAddresses(model: Context["model"], apis: readonly string[]): NonNullable<Egress["to"]> {
  const { endpoints } = model.spec.network;
  const inVpc = apis.map((each) => Object.hasOwn(endpoints, each) && isInterfaceEndpoint(each));
  const own = inVpc.includes(true) ? endpointCidrs(model.spec) : [];
  return [...(inVpc.includes(false) ? anyPublicAddress(model) : []), ...ranges(own)];
}

/** A network policy cannot name a host: every address but the VPC's own and the instance metadata. */
function anyPublicAddress(model: Context["model"]): NonNullable<Egress["to"]> {
  const own = Object.values(model.spec.regions).map((region) => region.cidr);
  return [{ ipBlock: { cidr: "0.0.0.0/0", except: [instanceMetadata, ...own] } }];
}

function tcp(port: number): NonNullable<Egress["ports"]> {
  return [{ protocol: "TCP", port }];
}
