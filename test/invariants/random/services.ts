import fc from "fast-check";
import { choice, maybe, named, type Part, part, pick, type SeedOf } from "./choose.ts";
import type { RandomData } from "./data.ts";
import { buildResources, buildService, isListening, runOf, serviceSeed } from "./service.ts";

/** What random services and the ways to them are made from. */
export const servicesSeed = fc.record({
  services: fc.array(serviceSeed, { maxLength: 6 }),
  routes: fc.array(
    fc.record({
      application: maybe,
      target: choice,
      other: choice,
      internal: maybe,
      ports: choice,
      certificate: maybe,
    }),
    { maxLength: 3 },
  ),
});

type ServicesSeed = SeedOf<typeof servicesSeed>;
type ServiceSeed = ServicesSeed["services"][number];

/** Services and routes, and the add-ons that they need. */
export interface RandomServices {
  readonly services: Readonly<Record<string, Part>>;
  readonly routes: Part;
  readonly neededAddons: readonly string[];
}

/** What services can be given: names that other parts of the spec have. */
export interface Surroundings {
  readonly data: RandomData;
  readonly pools: readonly string[];
  /** Those of them that have GPUs. */
  readonly gpuPools: readonly string[];
  readonly tiers: readonly string[];
  readonly region: string;
}

/** Every name leads somewhere, each verb fits, and each variable has one source. */
export function buildServices(
  { services: seeds, routes: routeSeeds }: ServicesSeed,
  around: Surroundings,
): RandomServices {
  const startable = seeds.flatMap((seed, index) => (runOf(seed) === "JobTemplate" ? [`service-${index}`] : []));
  const listening = seeds.flatMap((seed, index) => (isListening(seed) ? [`service-${index}`] : []));
  const services = named(
    "service",
    seeds.map((seed, index) => build(seed, `service-${index}`, { listening, startable }, around)),
  );
  const routes =
    listening.length === 0 ? [] : routeSeeds.map((seed, index) => buildRoute(seed, index, listening, around));
  return { services, routes: named("route", routes), neededAddons: addonsFor(services, routes, seeds, around) };
}

/** What services can be done with, by name. */
interface Others {
  readonly listening: readonly string[];
  readonly startable: readonly string[];
}

function build(seed: ServiceSeed, name: string, others: Others, around: Surroundings): Part {
  const uses = buildUses(seed, name, others, around.data);
  const callsAws = Object.keys(uses).some(
    (target) =>
      target in around.data.queues || target in around.data.secrets || takesIdentity(around.data.stores[target]),
  );
  return part({
    ...buildService(seed, name),
    secrets: buildSecrets(seed, around.data),
    ...buildPlace(seed, around),
    identity: pick(["inherit", "irsa", "pod-identity", ...(callsAws ? [] : ["none"])], seed.identity),
    uses,
  });
}

/** Whether a store is used with an AWS identity, instead of a login. */
function takesIdentity(store: Part | undefined): boolean {
  return store?.["engine"] === "s3" || store?.["engine"] === "elasticache";
}

/** A service with a GPU names a pool that has some, and its image is for that pool's nodes. */
function buildPlace({ nodePool, gpu, resources }: ServiceSeed, { pools, gpuPools }: Surroundings): Part {
  if (gpu && gpuPools.length > 0)
    return { nodePool: pick(gpuPools, nodePool ?? 0), resources: { ...buildResources(resources), gpu: 1 } };
  return part({
    nodePool: nodePool === undefined ? undefined : pick(pools, nodePool),
    resources: buildResources(resources),
  });
}

function buildUses(
  { uses }: ServiceSeed,
  name: string,
  { listening, startable }: Others,
  { stores, queues, external, secrets }: RandomData,
): Part {
  const targets: readonly (readonly [name: string, verbs: readonly string[]])[] = [
    ...Object.keys(stores).map((store) => [store, ["read", "write", "read-write"]] as const),
    ...Object.keys(queues).map((queue) => [queue, ["send", "receive", "send-receive"]] as const),
    ...Object.keys(secrets).map((secret) => [secret, ["read"]] as const),
    ...Object.keys(external).map((host) => [host, ["connect"]] as const),
    ...startable.filter((other) => other !== name).map((other) => [other, ["run", "exec"]] as const),
    ...listening.filter((other) => other !== name).map((other) => [other, ["connect"]] as const),
  ];
  if (targets.length === 0) return {};
  return Object.fromEntries(
    uses.map(({ target, verb }) => {
      const [other, verbs] = pick(targets, target);
      return [other, pick(verbs, verb)];
    }),
  );
}

function buildSecrets({ secrets: chosen }: ServiceSeed, { secrets }: RandomData): Part {
  const names = Object.keys(secrets);
  if (names.length === 0) return {};
  return Object.fromEntries(
    chosen.map((choice, index) => [
      `SECRET_${index}`,
      part({ secret: pick(names, choice), property: index === 0 ? undefined : "apiKey" }),
    ]),
  );
}

function buildRoute(
  { application, target, other, internal, ports, certificate }: ServicesSeed["routes"][number],
  index: number,
  listening: readonly string[],
  { tiers, region }: Surroundings,
): Part {
  const service = pick(listening, target);
  const paths = { "/": service, [pick(["/api", "/v1/orders", "/a.b"], ports)]: pick(listening, other) };
  const ofPorts = pick([["443"], ["80"], ["80", "8443"]], ports);
  return part({
    scheme: internal && tiers.includes("private") ? "internal" : "internet-facing",
    ...(application
      ? { loadBalancer: "application", hosts: { [`www-${index}.example.com`]: { paths } } }
      : { listen: Object.fromEntries(ofPorts.map((port) => [port, service])) }),
    certificate: application || certificate ? `arn:aws:acm:${region}:111122223333:certificate/6b5c1a2e` : undefined,
  });
}

function addonsFor(
  services: Readonly<Record<string, Part>>,
  routes: readonly Part[],
  seeds: readonly ServiceSeed[],
  { data }: Surroundings,
): string[] {
  const takesSecrets = Object.values(services).some(
    ({ secrets, uses }) =>
      Object.keys(secrets as Part).length > 0 ||
      Object.keys(uses as Part).some((target) => target in data.stores && !takesIdentity(data.stores[target])),
  );
  const inCluster = Object.values(data.stores).some(({ engine }) => engine === "in-cluster");
  return [
    ...(routes.length > 0 ? ["aws-load-balancer-controller"] : []),
    ...(takesSecrets || inCluster ? ["external-secrets"] : []),
    ...(inCluster || seeds.some((seed) => runOf(seed) === "StatefulSet") ? ["aws-ebs-csi-driver"] : []),
  ];
}
