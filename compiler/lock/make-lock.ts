import { amiType } from "../../schema/catalogue/ami-type.ts";
import type { LockFile } from "../../schema/lock/lock-language.ts";
import type { Model } from "../../schema/model/model.ts";
import { sortKeys } from "../../schema/resolve/plain-data.ts";
import type { Addon } from "../addons/addon.ts";
import { specAddons } from "../addons/registry.ts";
import { testedProviders } from "./tested-providers.ts";

type Release = NonNullable<LockFile["kubernetes"]["1.35"]>;
type LockedAddon = NonNullable<Release["addons"]["coredns"]>;
/** A lock while it is filled in. */
type Releases = Partial<
  Record<keyof LockFile["kubernetes"], { addons: Record<string, LockedAddon>; amis: Release["amis"] }>
>;

/**
 * The lock of a spec, from its model in every environment: what the spec pins, else what is locked already, else what
 * this release was tested with. What nothing uses any more is left out. The release of a machine image is known to AWS
 * alone: it is kept where somebody wrote it.
 */
export function makeLock(models: readonly Model[], groundplan: string, before: LockFile | undefined): LockFile {
  const kubernetes: Releases = {};
  // What an environment pins is locked where no other one leaves the version to the lock.
  const pinnedFirst = [...models].sort((left, right) => countPins(right) - countPins(left));
  for (const model of pinnedFirst) {
    const { version, nodePools } = model.spec.cluster;
    const known = before?.kubernetes[version];
    const release = kubernetes[version] ?? { addons: {}, amis: {} };
    kubernetes[version] = release;
    for (const addon of specAddons(model.spec)) {
      const pinned = pinnedVersion(model, addon);
      if (pinned !== undefined && release.addons[addon.name]) continue;
      release.addons[addon.name] = lockedAddon(addon, model, pinned, known?.addons[addon.name]);
    }
    for (const { instances } of Object.values(nodePools)) {
      const image = amiType(instances[0] ?? "") ?? "";
      const locked = known?.amis[image];
      if (locked !== undefined) release.amis[image] = locked;
    }
  }
  return sortKeys({
    version: 1 as const,
    groundplan,
    clusters: Object.fromEntries(models.map(({ name, spec }) => [name, spec.cluster.version])),
    kubernetes: kubernetes as LockFile["kubernetes"],
    providers: { ...testedProviders, ...before?.providers },
  });
}

/** The version that the spec or the environment writes itself. */
function pinnedVersion(model: Model, addon: Addon): string | undefined {
  const { kind } = model.originOf(["cluster", "addons", addon.name, "version"]);
  return kind === "spec" || kind === "overlay" ? model.spec.cluster.addons[addon.name]?.version : undefined;
}

function countPins(model: Model): number {
  return specAddons(model.spec).filter((addon) => pinnedVersion(model, addon) !== undefined).length;
}

function lockedAddon(
  addon: Addon,
  { spec }: Model,
  pinned: string | undefined,
  known: LockedAddon | undefined,
): LockedAddon {
  const version = pinned ?? known?.version ?? addon.versions[spec.cluster.version];
  if (addon.kind === "managed") return { version };
  const image = known?.image ?? addon.images?.[spec.cluster.version];
  return { version, repository: known?.repository ?? addon.repository, ...(image !== undefined && { image }) };
}
