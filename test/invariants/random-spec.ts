import fc from "fast-check";
import { stringify } from "yaml";
import { type Part, part, pick, type SeedOf, when } from "./random/choose.ts";
import { buildCluster, clusterSeed, hasGpus } from "./random/cluster.ts";
import { buildData, dataSeed } from "./random/data.ts";
import { buildEnvironments, environmentSeed } from "./random/environments.ts";
import { buildNetwork, networkSeed } from "./random/network.ts";
import { buildServices, servicesSeed } from "./random/services.ts";

/** A spec that has no mistake, as data and as YAML. */
export interface RandomSpec {
  readonly data: Part;
  readonly text: string;
  /** The environments to compile it in: none at all, and each that it has. */
  readonly environments: readonly (string | undefined)[];
}

const header = fc.record({
  account: fc.boolean(),
  awsProfile: fc.boolean(),
  tags: fc.boolean(),
  state: fc.boolean(),
  profile: fc.nat({ max: 2 }),
});

/**
 * Specs over the whole language, each without a mistake by construction: independent choices come first, and builders
 * turn them into names that exist. So a spec shrinks part by part, and stays right while it does.
 */
export const randomSpec: fc.Arbitrary<RandomSpec> = fc
  .record({
    header,
    network: networkSeed,
    cluster: clusterSeed,
    data: dataSeed,
    services: servicesSeed,
    environment: environmentSeed,
  })
  .map((seed) => {
    const data = buildData(seed.data);
    const { network, regions, region, nodeTiers } = buildNetwork(seed.network, data.needsDataTier);
    const pools = seed.cluster.pools.map((_, index) => `pool-${index}`);
    const gpuPools = pools.filter((_, index) =>
      seed.cluster.pools.some((pool, at) => at === index && hasGpus(pool, at)),
    );
    const around = { data, pools, gpuPools, tiers: nodeTiers, region };
    const { services, routes, neededAddons } = buildServices(seed.services, around);
    const sections = {
      regions,
      network,
      cluster: buildCluster(seed.cluster, nodeTiers, neededAddons),
      secrets: data.secrets,
      stores: data.stores,
      queues: data.queues,
      external: data.external,
      services,
      routes,
    };
    const environments = buildEnvironments(seed.environment, sections);
    const spec = { ...buildHeader(seed.header), ...sections, environments };
    return { data: spec, text: stringify(spec), environments: [undefined, ...Object.keys(environments)] };
  });

function buildHeader({ account, awsProfile, tags, state, profile }: SeedOf<typeof header>): Part {
  return part({
    version: 1,
    system: "shop",
    owner: "platform@example.com",
    profile: pick(["base", "prod", "regulated"], profile),
    account: when(account, "011122223333"),
    awsProfile: when(awsProfile, "shop-prod"),
    tags: when(tags, { "cost-centre": "4711" }),
    state: when(state, { kind: "s3", bucket: "example-terraform-state" }),
  });
}
