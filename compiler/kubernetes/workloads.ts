import { variableStem } from "../../schema/catalogue/variable-stem.ts";
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
  const { services } = context.model.spec;
  const names = [...new Set(Object.values(services).map((service) => service.namespace))].sort(compareText);
  return names.flatMap((namespaceName) => {
    const members = Object.entries(services).filter(([, service]) => service.namespace === namespaceName);
    const origin: SpecPath = members.length === 1 ? servicePath(members[0]?.[0] ?? "") : ["services"];
    const space = namespace("workloads", namespaceName, origin, podSecurity(members.map(([, service]) => service)));
    const access = chartRelease(`${namespaceName}-access`, space, origin, [space]);
    return [
      space,
      access,
      ...namespacePolicies(context, access, namespaceName, origin),
      ...members.flatMap(([name, service]) => accessObjects(context, place, access, name, service)),
      ...members.flatMap(([name, service]) => serviceRelease(context, place, space, access, name, service)),
    ];
  });
}

function accessObjects(
  context: Context,
  { data, identities }: WorkloadPlace,
  release: TerraformNode<"helm_release">,
  name: string,
  service: Service,
): AnyKubernetesNode[] {
  const identity = identities[name] ?? { nodes: [] };
  return [
    serviceAccount(context, release, name, service, identity),
    ...secretDelivery(context, release, name, service, identity, serviceSecrets(data, service)),
    servicePolicy(context, release, name, service, data.stores),
    ...(service.migrations ? [jobPolicy(context, release, migrationName(name), name, service, data.stores)] : []),
  ];
}

function serviceRelease(
  context: Context,
  place: WorkloadPlace,
  space: TerraformNode<"kubernetes_namespace_v1">,
  access: TerraformNode<"helm_release">,
  name: string,
  service: Service,
): GraphNode[] {
  const kind = workloadKind(service);
  const release = chartRelease(name, space, servicePath(name), [access], kind === "Job" ? waitForJob(service) : {});
  const secrets = serviceSecrets(place.data, service);
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
  if (kind === "CronJob") return [release, cronJob(context, release, name, service, pod)];
  if (kind === "Job") return [release, oneOffJob(context, release, name, service, pod)];
  return [
    release,
    ...(kind === "StatefulSet"
      ? statefulSet(context, release, name, service, pod)
      : [deployment(context, release, name, service, pod)]),
    ...clusterService(context, release, name, service),
    ...routeServices(context, release, name, service, place.network),
    ...autoscaler(context, release, name, service),
    ...disruptionBudget(context, release, name, service),
    ...migrationJob(context, release, name, service, pod),
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

/** The variables by which a service finds what it uses: a store's own, `<TARGET>_QUEUE_URL`, `<TARGET>_URL`. */
function connections({ model }: Context, data: Data, service: Service): Record<string, Text> {
  return Object.fromEntries(
    Object.keys(service.uses).flatMap((target): [string, Text][] => {
      const stem = variableStem(target);
      const store = data.stores[target];
      if (store) return Object.entries(store.environment);
      const queue = data.queues[target];
      if (queue) return [[`${stem}_QUEUE_URL`, ref(queue.main, "url")]];
      const other = model.spec.services[target];
      if (other?.port === undefined) return [];
      return [[`${stem}_URL`, `http://${target}.${other.namespace}.svc.cluster.local:${other.port}`]];
    }),
  );
}

/** The image by digest where there is one, else by tag. */
function image({ repositories }: Registry, { image: spec }: Service): Text {
  const own = spec.repository === undefined ? undefined : repositories[spec.repository];
  const name: Text = own ? ref(own, "repository_url") : (spec.external ?? "");
  return spec.digest === undefined ? text`${name}:${spec.tag ?? ""}` : text`${name}@${spec.digest}`;
}

/** The strictest standard that every pod of a namespace meets. */
function podSecurity(services: readonly Service[]): "restricted" | "baseline" {
  const strict = services.every(
    ({ security }) => security.runAsUser !== 0 && security.addCapabilities.every(isBindService),
  );
  return strict ? "restricted" : "baseline";
}

function isBindService(capability: string): boolean {
  return capability === "NET_BIND_SERVICE";
}
