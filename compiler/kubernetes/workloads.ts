import { compareText, type SpecPath } from "../../schema/finding.ts";
import { type AnyKubernetesNode, type GraphNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { type Text, text } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import { workloadKind } from "../../schema/model/workload.ts";
import type { Data } from "../aws/data.ts";
import type { Network } from "../aws/network.ts";
import type { Registry } from "../aws/registry.ts";
import type { SecretVariable } from "../aws/secret-source.ts";
import type { ServiceIdentity } from "../aws/service-identity.ts";
import { workloadSecrets } from "../aws/service-secrets.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Workload } from "../workload.ts";
import { chartRelease, type Waiting } from "./chart-release.ts";
import { followUpJob, migrationJob } from "./hook-jobs.ts";
import { secretDelivery, serviceAccount } from "./identity.ts";
import { cronJob, oneOffJob, oneOffTimeout } from "./jobs.ts";
import { namespace } from "./namespace.ts";
import { jobPolicies, namespacePolicies, servicePolicy } from "./network-policies.ts";
import type { PodInput } from "./pod.ts";
import { clusterService, routeServices } from "./services.ts";
import { statefulSet } from "./stateful-set.ts";
import { autoscaler, deployment, disruptionBudget } from "./workload.ts";

/** What the workloads refer to in earlier stacks. */
export interface WorkloadPlace {
  readonly network: Network;
  readonly registry: Registry;
  readonly data: Data;
  readonly identities: Readonly<Record<string, ServiceIdentity>>;
}

/** A namespace, and the release of who may do what in it. */
interface Home {
  readonly space: TerraformNode<"kubernetes_namespace_v1">;
  readonly access: TerraformNode<"helm_release">;
}

/**
 * Namespaces and what runs in them. A namespace's release carries who may do what: service accounts, secret delivery
 * and network policies. A workload's release, which waits for it, carries what runs. A migration job, which Helm runs
 * before anything else of its release, therefore finds its identity, its secret and its way to the database; a
 * database in the cluster runs by then, since the releases of its users wait for its own.
 */
export function workloads(context: Context, all: readonly Workload[], place: WorkloadPlace): GraphNode[] {
  const homes = byNamespace(all).map(([name, members]) => ({ name, members, ...homeOf(name, members) }));
  const releases = new Map<string, TerraformNode<"helm_release">>();
  for (const { members, ...home } of homes)
    for (const workload of members) releases.set(workload.name, ownRelease(home, workload));
  return homes.flatMap(({ name, members, space, access }) => [
    space,
    access,
    ...namespacePolicies(context, access, name, space.origin),
    ...members.flatMap((workload) => accessObjects(context, place, access, workload)),
    ...members.flatMap((workload) => {
      const release = afterStores(context, workload, releases);
      return release ? [release, ...ownObjects(context, place, release, workload)] : [];
    }),
  ]);
}

function homeOf(name: string, members: readonly Workload[]): Home {
  const origin = originOf(members);
  const space = namespace("workloads", name, origin, podSecurity(members));
  return { space, access: chartRelease(`${name}-access`, space, origin, [space]) };
}

/** The one part of the spec that speaks of everything in a namespace. */
function originOf(members: readonly Workload[]): SpecPath {
  const origins = new Map(members.map(({ origin }) => [origin.join("."), origin]));
  const [only, ...others] = origins.values();
  if (only && others.length === 0) return only;
  return members.every(({ origin }) => origin[0] === "stores") ? ["stores"] : ["services"];
}

/** A workload's release, once those of the stores are made that it uses. */
function afterStores(
  { model }: Context,
  { name, service }: Workload,
  releases: ReadonlyMap<string, TerraformNode<"helm_release">>,
): TerraformNode<"helm_release"> | undefined {
  const release = releases.get(name);
  const stores = Object.keys(service.uses).flatMap((target) =>
    Object.hasOwn(model.spec.stores, target) ? (releases.get(target)?.address ?? []) : [],
  );
  return release && { ...release, dependsOn: [...release.dependsOn, ...stores] };
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
  const { name, extras } = workload;
  const identity = identities[name] ?? { nodes: [] };
  return [
    serviceAccount(context, release, workload, identity),
    ...secretDelivery(context, release, workload, identity, workloadSecrets(context, data, workload)),
    ...(extras?.before?.(release) ?? []),
    servicePolicy(context, release, workload, data),
    ...jobPolicies(context, release, workload, data),
  ];
}

function ownRelease(
  { space, access }: Home,
  { name, origin, service, extras }: Workload,
): TerraformNode<"helm_release"> {
  const waiting = workloadKind(service) === "Job" ? waitForJob(service) : extras?.unawaited ? noWaiting : {};
  return chartRelease(name, space, origin, [access], waiting);
}

function ownObjects(
  context: Context,
  place: WorkloadPlace,
  release: TerraformNode<"helm_release">,
  workload: Workload,
): GraphNode[] {
  const { name, service, extras } = workload;
  const kind = workloadKind(service);
  const secrets = workloadSecrets(context, place.data, workload);
  const pod: PodInput = {
    name,
    service,
    extras,
    serviceAccount: name,
    image: image(place.registry, service),
    environment: {
      plain: { ...connections(context, place.data, service), ...service.env },
      secret: secrets.map((secret) => ({ variable: secret.variable, ...keptIn(name, secret) })),
    },
  };
  const further = extras?.beside?.(release) ?? [];
  if (kind === "CronJob") return [...further, cronJob(context, release, workload, pod)];
  if (kind === "Job") return [...further, oneOffJob(context, release, workload, pod)];
  return [
    ...further,
    ...(kind === "StatefulSet"
      ? statefulSet(context, release, workload, pod)
      : [deployment(context, release, workload, pod)]),
    ...clusterService(context, release, workload),
    ...routeServices(context, release, workload, place.network),
    ...autoscaler(context, release, workload),
    ...disruptionBudget(context, release, workload),
    ...migrationJob(context, release, workload, pod),
    ...followUpJob(context, release, workload, pod),
  ];
}

/** The Kubernetes secret that holds a variable's value: what is delivered is under the workload's own name. */
function keptIn(workload: string, secret: SecretVariable): { readonly name: string; readonly key: string } {
  return "held" in secret ? secret.held : { name: workload, key: secret.variable };
}

/** For what is not ready before something else uses it, such as the claim of a volume for a job of the night. */
const noWaiting: Waiting = { atomic: false, wait: false };

/**
 * A release waits for its one-off job to the end. It is not taken back when the job fails: going back would run the
 * job before it again.
 */
function waitForJob(service: Service): Waiting {
  return { atomic: false, timeout: Math.max(900, oneOffTimeout(service)) };
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
