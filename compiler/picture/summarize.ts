import type { Architecture, Thing, ThingKind, Way } from "../../schema/architecture/architecture.ts";
import type { SpecPath } from "../../schema/finding.ts";

/** More things than this are drawn by kinds: a picture of them all could not be read. */
const most = 60;
/** More namespaces than this are drawn as one. */
const mostNamespaces = 12;
/** Few of a kind are drawn one by one all the same. */
const few = 3;

/** The same architecture as one that can be read: many things of one kind in one place become one with their number. */
export function summarize(architecture: Architecture): Architecture {
  if (architecture.things.length <= most) return architecture;
  const inFew = joinNamespaces(architecture);
  const members = new Map<string, Thing[]>();
  for (const thing of inFew.things) {
    const key = JSON.stringify([thing.kind, thing.group ?? ""]);
    const own = members.get(key);
    if (own) own.push(thing);
    else members.set(key, [thing]);
  }
  const standsFor = new Map<string, string>();
  const things = [...members.values()].flatMap((own) => {
    const [first] = own;
    if (!first || own.length <= few) return own;
    const together = joined(first, own);
    for (const { id } of own) standsFor.set(id, together.id);
    return [together];
  });
  return { ...inFew, things, ways: joinWays(inFew.ways, standsFor) };
}

function joined(first: Thing, own: readonly Thing[]): Thing {
  const { kind, group } = first;
  const names = own.map(({ name }) => name);
  return {
    ...first,
    id: `${own.length} of ${kind} in ${group ?? "the internet"}`,
    name: `${own.length} ${plurals[kind] ?? `${kind}s`}`,
    details: [`${names.slice(0, few).join(", ")} …`],
    holds: own.map(({ path }): SpecPath => path),
    resources: own.flatMap(({ resources }) => resources),
  };
}

/** Where there are very many namespaces, what is in them is drawn in one. */
function joinNamespaces(architecture: Architecture): Architecture {
  const namespaces = architecture.groups.filter(({ kind }) => kind === "namespace");
  const [first] = namespaces;
  if (!first || namespaces.length <= mostNamespaces) return architecture;
  const all = new Set(namespaces.map(({ id }) => id));
  const id = `${namespaces.length} namespaces`;
  const groups = architecture.groups.filter((group) => !all.has(group.id));
  const things = architecture.things.map((thing) =>
    thing.group !== undefined && all.has(thing.group) ? { ...thing, group: id } : thing,
  );
  return { ...architecture, things, groups: [...groups, { ...first, id, name: id }] };
}

/** Ways between the same two things with the same verb are drawn once, with their number. */
function joinWays(ways: readonly Way[], standsFor: ReadonlyMap<string, string>): readonly Way[] {
  const found = new Map<string, Way[]>();
  for (const way of ways) {
    const [from, to] = [standsFor.get(way.from) ?? way.from, standsFor.get(way.to) ?? way.to];
    const what = standsFor.has(way.from) || standsFor.has(way.to) ? kindOf(way) : way.what;
    const key = JSON.stringify([from, to, what]);
    const own = found.get(key);
    if (own) own.push({ ...way, from, to, what });
    else found.set(key, [{ ...way, from, to, what }]);
  }
  return [...found.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { port, ...way } = first;
    const same = own.every((each) => each.port === port);
    const what = own.length === 1 ? first.what : `${first.what} × ${own.length}`;
    return [{ ...way, what, ...(same && port !== undefined && { port }) }];
  });
}

/** What is said of ways that are drawn together: hosts and variables are too many then. */
function kindOf({ kind, what }: Way): string {
  if (kind === "route") return "routes";
  return kind === "secret" ? "delivered" : what;
}

/** How each kind is called where there are several. */
const plurals: Readonly<Partial<Record<ThingKind, string>>> = { "host elsewhere": "hosts elsewhere" };
