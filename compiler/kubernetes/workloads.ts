import { compareText, type SpecPath } from "../../schema/finding.ts";
import type { AnyKubernetesNode, GraphNode, NamespaceNode, TerraformNode } from "../../schema/graph/graph.ts";
import type { Service } from "../../schema/model/model.ts";
import { workloadKind } from "../../schema/model/workload.ts";
import type { Data } from "../aws/data.ts";
import type { Network } from "../aws/network.ts";
import type { Registry } from "../aws/registry.ts";
import type { ServiceIdentity } from "../aws/service-identity.ts";
import { workloadSecrets } from "../aws/service-secrets.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { chartRelease, type Waiting } from "./chart-release.ts";
import { filesConfigMap } from "./files.ts";
import { followUpJob, migrationJob } from "./hook-jobs.ts";
import { secretDelivery, serviceAccount } from "./identity.ts";
import { jobAccess } from "./job-access.ts";
import { reachedThroughKubernetes, startedBy } from "./job-files.ts";
import { jobTemplate } from "./job-template.ts";
import { cronJob, oneOffJob, oneOffTimeout } from "./jobs.ts";
import { namespace } from "./namespace.ts";
import { jobPolicies, namespacePolicies, servicePolicy } from "./network-policies.ts";
import { podInput } from "./pod-input.ts";
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
  readonly space: NamespaceNode;
  readonly access: TerraformNode<"helm_release">;
}

/**
 * Namespaces and what runs in them. A namespace's release carries who may do what: service accounts, secret delivery
 * and network policies. A workload's release, which waits for it, carries what runs. A migration job, which Helm runs
 * before anything else of its release, therefore finds its identity, its secret and its way to the database; a
 * database in the cluster runs by then, since the releases of its users wait for its own.
 */
export function workloads(context: Context, all: readonly Workload[], place: WorkloadPlace): GraphNode[] {
  const onDemand = all.filter(runsOnDemand);
  const homes = byNamespace(all).map(([name, members]) => ({ name, members, ...homeOf(name, members) }));
  const releases = new Map<string, TerraformNode<"helm_release">>();
  for (const { members, ...home } of homes)
    for (const workload of members)
      releases.set(workload.name, runsOnDemand(workload) ? home.access : ownRelease(home, workload));
  return homes.flatMap(({ name, members, space, access }) => [
    space,
    access,
    ...namespacePolicies(context, access, name, space.origin),
    ...members.flatMap((workload) => accessObjects(context, place, access, workload)),
    ...jobTemplates(context, place, access, { namespace: name, members, onDemand }),
    ...members.flatMap((workload) => {
      const release = runsOnDemand(workload) ? undefined : afterTargets(context, workload, releases);
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

function runsOnDemand({ service }: Workload): boolean {
  return workloadKind(service) === "JobTemplate";
}

/** What others start: in its own namespace, and where somebody starts it. */
function jobTemplates(
  context: Context,
  place: WorkloadPlace,
  access: TerraformNode<"helm_release">,
  within: { readonly namespace: string; readonly members: readonly Workload[]; readonly onDemand: readonly Workload[] },
): AnyKubernetesNode[] {
  const { namespace: here, members, onDemand } = within;
  const started = new Set(members.flatMap(({ service }) => startedBy(service)));
  return onDemand
    .filter(({ name, service }) => service.namespace === here || started.has(name))
    .flatMap((workload) => jobTemplate(context, access, here, workload, podInput(context, place, workload)));
}

/** A workload's release, once those of the stores are made that it uses, and it may start what it starts. */
function afterTargets(
  { model }: Context,
  { name, service }: Workload,
  releases: ReadonlyMap<string, TerraformNode<"helm_release">>,
): TerraformNode<"helm_release"> | undefined {
  const release = releases.get(name);
  const targets = [
    ...Object.keys(service.uses).filter((target) => Object.hasOwn(model.spec.stores, target)),
    ...reachedThroughKubernetes(service),
  ].flatMap((target) => releases.get(target)?.address ?? []);
  return release && { ...release, dependsOn: [...new Set([...release.dependsOn, ...targets])] };
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
    ...filesConfigMap(context, release, workload),
    ...jobAccess(context, release, workload),
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
  const { service, extras } = workload;
  const kind = workloadKind(service);
  const pod = podInput(context, place, workload);
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

/** For what is not ready before something else uses it, such as the claim of a volume for a job of the night. */
const noWaiting: Waiting = { atomic: false, wait: false };

/**
 * A release waits for its one-off job to the end. It is not taken back when the job fails: going back would run the
 * job before it again.
 */
function waitForJob(service: Service): Waiting {
  return { atomic: false, timeout: Math.max(900, oneOffTimeout(service)) };
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
