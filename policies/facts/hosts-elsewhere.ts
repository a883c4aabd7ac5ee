import type { SpecPath } from "../../schema/finding.ts";
import type { Model } from "../../schema/model/model.ts";
import type { Host } from "./reachability/hosts.ts";

/** The hosts that somebody else runs: those under `external`, and the stores that are only reached. */
export function hostsElsewhere({ spec }: Model): readonly Host[] {
  const sections = ["external", "stores"] as const;
  return sections.flatMap((section) =>
    Object.keys(spec[section]).flatMap((name) => hostOf(spec, [section, name]) ?? []),
  );
}

/** The host that a part of the spec is; `undefined` for what runs in this system. */
export function hostOf({ external, stores }: Model["spec"], item: SpecPath): Host | undefined {
  const [section, name = ""] = item.map(String);
  const store = section === "stores" ? stores[name] : undefined;
  const host = section === "external" ? external[name] : store?.engine === "external" ? store : undefined;
  return host && { item, cidrs: host.cidrs, port: host.port };
}
