import type { Address } from "../../../schema/graph/value.ts";
import type { Report } from "../fault.ts";
import type { CheckedKind, LabelSelector, ObjectOf } from "../kinds.ts";
import { createPodIndex, type PodSet, podSetOf } from "./pod-index.ts";

/** A decoded object with its place in the cluster, and where to report what is wrong with it. */
export interface Placed<Kind extends CheckedKind = CheckedKind> {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  readonly object: ObjectOf<Kind>;
  /** The release whose chart carries it. */
  readonly release: Address;
  readonly report: Report;
}

/** A Secret that will be there. */
export interface MadeSecret {
  readonly maker: Placed<"ExternalSecret">;
  /** Its keys; `any` when they are only known once it is there. */
  readonly keys: ReadonlySet<string> | "any";
}

/** Everything that the graph puts into the cluster, with the look-ups that references need. Each is built once. */
export interface Inventory {
  all<Kind extends CheckedKind>(kind: Kind): readonly Placed<Kind>[];
  find<Kind extends CheckedKind>(kind: Kind, namespace: string, name: string): Placed<Kind> | undefined;
  readonly podSets: readonly PodSet[];
  /** The pods that a selector chooses in a namespace. */
  selected(namespace: string, selector: LabelSelector): readonly PodSet[];
  /** The Secret of that name, if an ExternalSecret makes it. */
  secret(namespace: string, name: string): MadeSecret | undefined;
}

/** Takes stock of decoded objects. Of two with one name the first counts. */
export function createInventory(objects: readonly Placed[]): Inventory {
  const byKind = new Map<CheckedKind, Placed[]>();
  const byName = new Map<string, Placed>();
  for (const placed of objects) {
    const ofKind = byKind.get(placed.kind);
    if (ofKind) ofKind.push(placed);
    else byKind.set(placed.kind, [placed]);
    const key = keyOf(placed.kind, placed.namespace, placed.name);
    if (!byName.has(key)) byName.set(key, placed);
  }
  const podSets = objects.flatMap((placed) => podSetOf(placed) ?? []);
  const all = <Kind extends CheckedKind>(kind: Kind) => (byKind.get(kind) ?? []) as unknown as readonly Placed<Kind>[];
  const secrets = secretsOf(all("ExternalSecret"));
  return {
    all,
    find: <Kind extends CheckedKind>(kind: Kind, namespace: string, name: string) =>
      byName.get(keyOf(kind, namespace, name)) as unknown as Placed<Kind> | undefined,
    podSets,
    selected: createPodIndex(podSets),
    secret: (namespace, name) => secrets.get(`${namespace}/${name}`),
  };
}

/** Where the Secret of an ExternalSecret is: `<namespace>/<name>`. Without a target it has its maker's name. */
export function secretName({ namespace, name, object }: Placed<"ExternalSecret">): string {
  return `${namespace}/${object.spec.target?.name ?? name}`;
}

function secretsOf(makers: readonly Placed<"ExternalSecret">[]): ReadonlyMap<string, MadeSecret> {
  const secrets = new Map<string, MadeSecret>();
  for (const maker of makers) {
    if (maker.object.spec.target?.creationPolicy === "None") continue;
    const name = secretName(maker);
    const first = secrets.get(name)?.maker;
    secrets.set(name, first ? { maker: first, keys: "any" } : { maker, keys: keysOf(maker) });
  }
  return secrets;
}

function keysOf({ object: { spec } }: Placed<"ExternalSecret">): MadeSecret["keys"] {
  const { data, dataFrom = [], target } = spec;
  if (target?.template) return "any";
  // https://external-secrets.io/latest/api/generator/password/ makes one key.
  if (dataFrom.some(({ sourceRef }) => sourceRef?.generatorRef?.kind !== "Password")) return "any";
  return new Set([...(data ?? []).map(({ secretKey }) => secretKey), ...(dataFrom.length > 0 ? ["password"] : [])]);
}

function keyOf(kind: CheckedKind, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
