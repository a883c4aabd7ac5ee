import { compareText, type SpecPath } from "../../schema/finding.ts";
import { type AnyKubernetesNode, type GraphNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { type Text, text } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import { workloadKind } from "../../schema/model/workload.ts";
import type { Data } from "../aws/data.ts";
import type { Network } from "../aws/network.ts";
import type { Registry } from "../aws/registry.ts";
import type { ServiceIdentity } from "../aws/service-identity.ts";
import { servicePath, serviceSecrets } from "../aws/service-secrets.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Workload } from "../workload.ts";
import { secretDelivery, serviceAccount } from "./identity.ts";
import { cronJob, oneOffJob, oneOffTimeout } from "./jobs.ts";
import { namespace } from "./namespace.ts";
import { jobPolicy, namespacePolicies, servicePolicy } from "./network-policies.ts";
import type { PodInput } from "./pod.ts";
import { clusterService, routeServices } from "./services.ts";
import { statefulSet } from "./stateful-set.ts";
import { autoscaler, deployment, disruptionBudget, migrationJob, migrationName } from "./workload.ts";

/** What the workloads refer to in earlier stacks. */
export interface WorkloadPlace {
  readonly network: Network;
  readonly registry: Registry;
  readonly data: Data;
  readonly identities: Readonly<Record<string, ServiceIdentity>>;
}

/**
 * Namespaces and services. A namespace's release carries who may do what: service accounts, secret delivery and
 * network policies. A service's release, which waits for it, carries what runs. A migration job, which Helm runs
 * before anything else of its release, therefore finds its identity, its secret and its way to the database.
 */
export function workloads(context: Context, place: WorkloadPlace): GraphNode[] {
  const all = Object.entries(context.model.spec.services).map(([name, service]) => ({
    name,
    origin: servicePath(name),
    service,
  }));
  return byNamespace(all).flatMap(([namespaceName, members]) => {
    const [only, ...others] = members;
    const origin: SpecPath = only && others.length === 0 ? only.origin : ["services"];
    const space = namespace("workloads", namespaceName, origin, podSecurity(members));
    const access = chartRelease(`${namespaceName}-access`, space, origin, [space]);
    return [
      space,
      access,
      ...namespacePolicies(context, access, namespaceName, origin),
      ...members.flatMap((workload) => accessObjects(context, place, access, workload)),
      ...members.flatMap((workload) => workloadRelease(context, place, space, access, workload)),
    ];
  });
}

/** What runs in each namespace, in the order of the namespaces' names. */
function byNamespace(all: readonly Workload[]): readonly (readonly [namespace: string, members: Workload[]])[] {
  const members = new Map<string, Workload[]>();
  for (const workload of all) {
    const known = members.get(workload.service.namespace);
    if (known) known.push(workload);
    else members.set(workload.service.namespace, [workload]);
  }
  return [...members].sort(([left], [right]) => compareText(left, right));
}

function accessObjects(
  context: Context,
  { data, identities }: WorkloadPlace,
  release: TerraformNode<"helm_release">,
  workload: Workload,
): AnyKubernetesNode[] {
  const { name, service } = workload;
  const identity = identities[name] ?? { nodes: [] };
  return [
    serviceAccount(context, release, workload, identity),
    ...secretDelivery(context, release, workload, identity, serviceSecrets(context, data, service)),
    servicePolicy(context, release, workload, data),
    ...(service.migrations ? [jobPolicy(context, release, migrationName(name), workload, data)] : []),
  ];
}

function workloadRelease(
  context: Context,
  place: WorkloadPlace,
  space: TerraformNode<"kubernetes_namespace_v1">,
  access: TerraformNode<"helm_release">,
  workload: Workload,
): GraphNode[] {
  const { name, origin, service } = workload;
  const kind = workloadKind(service);
  const release = chartRelease(name, space, origin, [access], kind === "Job" ? waitForJob(service) : {});
  const secrets = serviceSecrets(context, place.data, service);
  const pod: PodInput = {
    name,
    service,
    serviceAccount: name,
    image: image(place.registry, service),
    environment: {
      plain: { ...connections(context, place.data, service), ...service.env },
      secret: { name, variables: secrets.map(({ variable }) => variable) },
    },
  };
  if (kind === "CronJob") return [release, cronJob(context, release, workload, pod)];
  if (kind === "Job") return [release, oneOffJob(context, release, workload, pod)];
  return [
    release,
    ...(kind === "StatefulSet"
      ? statefulSet(context, release, workload, pod)
      : [deployment(context, release, workload, pod)]),
    ...clusterService(context, release, workload),
    ...routeServices(context, release, workload, place.network),
    ...autoscaler(context, release, workload),
    ...disruptionBudget(context, release, workload),
    ...migrationJob(context, release, workload, pod),
  ];
}

/** How a release waits, where it is not as for all others. */
type Waiting = Pick<TerraformNode<"helm_release">["config"], "atomic" | "timeout">;

/**
 * A release waits for its one-off job to the end. It is not taken back when the job fails: going back would run the
 * job before it again.
 */
function waitForJob(service: Service): Waiting {
  return { atomic: false, timeout: Math.max(900, oneOffTimeout(service)) };
}

/** A release whose chart is generated from the objects that name it. */
function chartRelease(
  name: string,
  space: TerraformNode<"kubernetes_namespace_v1">,
  origin: SpecPath,
  after: TerraformNode<"helm_release" | "kubernetes_namespace_v1">[],
  waiting: Waiting = {},
): TerraformNode<"helm_release"> {
  return terraform("helm_release", {
    stack: "workloads",
    name,
    origin,
    config: {
      name,
      namespace: ref(space, "metadata[0].name"),
      chart: `./charts/${name}`,
      atomic: true,
      wait: true,
      waitForJobs: true,
      timeout: 900,
      maxHistory: 5,
      ...waiting,
    },
    after,
  });
}

/** The variables by which a service finds what it uses. */
function connections(context: Context, data: Data, service: Service): Record<string, Text> {
  return Object.assign({}, ...givenTo(context, data, service).map(({ environment }) => environment));
}

/** The image by digest where there is one, else by tag. */
function image({ repositories }: Registry, { image: spec }: Service): Text {
  const own = spec.repository === undefined ? undefined : repositories[spec.repository];
  const name: Text = own ? ref(own, "repository_url") : (spec.external ?? "");
  return spec.digest === undefined ? text`${name}:${spec.tag ?? ""}` : text`${name}@${spec.digest}`;
}

/** The strictest standard that every pod of a namespace meets. */
function podSecurity(members: readonly Workload[]): "restricted" | "baseline" {
  const strict = members.every(
    ({ service: { security } }) => security.runAsUser !== 0 && security.addCapabilities.every(isBindService),
  );
  return strict ? "restricted" : "baseline";
}

function isBindService(capability: string): boolean {
  return capability === "NET_BIND_SERVICE";
}
