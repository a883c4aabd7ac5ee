import type { Spec } from "../language/system.ts";
import type { LockFile } from "../lock/lock-language.ts";
import type { Origins } from "./origins.ts";

type Versions = Pick<Spec["cluster"], "version" | "addons">;

/** Takes the versions that nobody pins from the lock: of Kubernetes, and of the add-ons that the spec names. */
export function fillVersions(
  { cluster }: Spec,
  {
    name,
    origins,
    locked,
  }: { readonly name: string; readonly origins: Origins; readonly locked: LockFile | undefined },
): Versions {
  const path = ["cluster", "version"];
  const ofCluster = origins.originOf(path).kind === "default" ? locked?.clusters[name] : undefined;
  const version = ofCluster ? origins.lock(path, ["clusters", name], ofCluster) : cluster.version;
  const release = locked?.kubernetes[version]?.addons ?? {};
  const addons = Object.entries(cluster.addons).map(([key, addon]) => {
    const entry = release[key as keyof typeof release];
    if (!addon || addon.version !== undefined || !entry) return [key, addon];
    const inLock = ["kubernetes", version, "addons", key, "version"];
    return [key, { ...addon, version: origins.lock(["cluster", "addons", key, "version"], inLock, entry.version) }];
  });
  return { version, addons: Object.fromEntries(addons) as Versions["addons"] };
}
