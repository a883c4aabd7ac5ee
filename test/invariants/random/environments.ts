import fc from "fast-check";
import { choice, maybe, type Part, part, pick, type SeedOf, when } from "./choose.ts";

/** What a random environment is made from. */
export const environmentSeed = fc.option(
  fc.record({
    profile: choice,
    awsProfile: maybe,
    nat: maybe,
    podIdentity: maybe,
    size: maybe,
    tag: maybe,
    withoutRoutes: maybe,
    withoutService: maybe,
  }),
  { nil: undefined },
);

type EnvironmentSeed = SeedOf<typeof environmentSeed>;

/** One environment, `dev`, whose overlay is right over any of the specs; none where there is no seed. */
export function buildEnvironments(seed: EnvironmentSeed, spec: Readonly<Record<string, Part>>): Part {
  if (!seed) return {};
  const services = spec["services"] as Readonly<Record<string, Part>>;
  const [first] = Object.keys(services);
  const image = first === undefined ? undefined : (services[first]?.["image"] as Part);
  const isUsed = Object.values(services).some(({ uses }) => first !== undefined && first in (uses as Part));
  return {
    dev: part({
      profile: pick(["base", "prod", "regulated"], seed.profile),
      awsProfile: when(seed.awsProfile, "shop-dev"),
      network: when(seed.nat && spec["network"]?.["nat"] === "per-zone", { nat: "single" }),
      cluster: part({
        identity: when(seed.podIdentity, "pod-identity"),
        nodePools: when(seed.size, { "pool-0": { size: { min: 1, desired: 1, max: 2 } } }),
      }),
      routes: when(
        seed.withoutRoutes || seed.withoutService,
        Object.fromEntries(Object.keys(spec["routes"] ?? {}).map((route) => [route, null])),
      ),
      services: first === undefined ? undefined : overlayOf(seed, first, isUsed, image),
    }),
  };
}

function overlayOf(
  seed: NonNullable<EnvironmentSeed>,
  first: string,
  isUsed: boolean,
  image: Part | undefined,
): Part | undefined {
  if (seed.withoutService && !isUsed) return { [first]: null };
  return when(seed.tag && image?.["tag"] !== undefined, { [first]: { image: { tag: "1.5.0" } } });
}
