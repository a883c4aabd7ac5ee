import { compareText, type SpecPath } from "../../schema/finding.ts";
import type { ResolvedSpec, Service } from "../../schema/model/model.ts";

/** An environment variable whose value comes from a secret. */
export interface ServiceSecret {
  readonly variable: string;
  /** The key in the spec's `secrets`. */
  readonly secret: string;
  /** The key inside the secret's JSON; the whole text when absent. */
  readonly property?: string;
}

/** The secrets a service is given: those it names, and the connection URL of every store that it uses. */
export function serviceSecrets(spec: ResolvedSpec, service: Service): ServiceSecret[] {
  const named = Object.entries(service.secrets).map(([variable, { secret, property }]) => ({
    variable,
    secret,
    ...(property !== undefined && { property }),
  }));
  const ofStores = Object.keys(service.uses).flatMap((target) => {
    const store = spec.stores[target];
    return store ? [{ variable: store.variable, secret: store.secret }] : [];
  });
  return [...named, ...ofStores].sort((left, right) => compareText(left.variable, right.variable));
}

/** Where a spec speaks of a service. */
export function servicePath(name: string): SpecPath {
  return ["services", name];
}
