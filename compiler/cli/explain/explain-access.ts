import { isUndeclared } from "../../../policies/access-matrix/access.ts";
import { type DeclaredEdge, declaredEdges } from "../../../policies/facts/declared-edges.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import { diffGraphs } from "../../../schema/graph/diff-graphs.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Model, Service } from "../../../schema/model/model.ts";
import { isMap } from "../../../schema/resolve/plain-data.ts";
import { formatSpecPath, isWithin } from "../../../schema/spec-path.ts";
import { compileModel } from "../../compile-model.ts";
import { accessIn } from "../access/access-in.ts";
import type { CompiledSystem } from "../pipeline.ts";
import { type AccessFact, accessFacts, factsOnlyIn } from "./access-facts.ts";

/** One line of `uses`, and what it alone gives. */
export interface AccessEdge {
  readonly service: string;
  readonly target: string;
  /** The part of the spec that the target is, e.g. `queues.jobs`. */
  readonly targetPath: string;
  readonly verb: string;
  /** Where the spec says it, `file:line`. */
  readonly place: string;
  readonly gives: readonly AccessFact[];
  /** What the edge makes or changes elsewhere: the other side's network policy, a role in its namespace. */
  readonly elsewhere: readonly string[];
}

/** Who may do what with one thing of a spec. */
export interface Access {
  /** `services.api` */
  readonly subject: string;
  readonly uses: readonly AccessEdge[];
  /** What it has without using anything: its own variables, secrets, permissions, and who may call it. */
  readonly otherwise: readonly AccessFact[];
  readonly usedBy: readonly AccessEdge[];
  /** The routes that lead to it. */
  readonly routes: readonly string[];
  /** What it reaches, and who reaches it, without a line that asks for it. */
  readonly undeclared: readonly UndeclaredWay[];
}

/** One way of the access matrix that no line asks for. */
export interface UndeclaredWay {
  readonly source: string;
  readonly target: string;
  /** Its ports, then the rights that nothing asks for. */
  readonly gives: readonly string[];
  readonly path: readonly string[];
}

/** The sections of a spec whose items nothing uses by name. */
const unused = new Set(["cluster", "network", "overrides", "regions", "routes", "secrets", "state", "tags"]);

/** The thing that a bare name or a path such as `services.api` means, if it is one that is used or uses. */
export function accessSubject(spec: Model["spec"], subject: SpecPath): SpecPath | undefined {
  const [first = "", second, ...rest] = subject.map(String);
  if (rest.length > 0) return undefined;
  const sections = Object.entries(spec).filter(([section, items]) => !unused.has(section) && isMap(items));
  const holds = (items: unknown, name: string): boolean =>
    isMap(items) && Object.hasOwn(items, name) && isMap(items[name]);
  const section = sections.find(([name, items]) =>
    second === undefined ? holds(items, first) : name === first && holds(items, second),
  );
  return section && [section[0], second ?? first];
}

/**
 * Works out what each edge gives by compiling the spec with it as the service's only edge, and with none. So a kind of
 * store or a verb needs no word here to be explained, and what two edges both give is said of both.
 */
export function accessOf({ model, graph }: CompiledSystem, path: SpecPath): Access {
  const [section, name = ""] = path.map(String);
  const compiled = compileModel(model);
  const edges = declaredEdges(model).filter(
    ({ service, target }) => (section === "services" && service === name) || target === name,
  );
  const explained = edges.map((edge) => explainEdge(edge, model, compiled));
  const uses = explained.filter((edge) => section === "services" && edge.service === name);
  const given = uses.flatMap(({ gives }) => gives);
  return {
    subject: formatSpecPath(path),
    uses,
    otherwise: factsOnlyIn(accessFacts(graph, path), given),
    usedBy: explained.filter((edge) => edge.target === name),
    routes: Object.entries(model.spec.routes).flatMap(([route, value]) =>
      mentions(value, name) ? [`routes.${route}`] : [],
    ),
    undeclared: undeclaredWays(model, graph, formatSpecPath(path)),
  };
}

function undeclaredWays(model: Model, graph: ResourceGraph, subject: string): readonly UndeclaredWay[] {
  const { cells } = accessIn({ model, graph });
  return cells
    .filter(({ source, target }) => source === subject || target === subject)
    .flatMap(({ source, target, ways }) =>
      ways.filter(isUndeclared).map(({ ports, actions, path }) => {
        const rights = actions.flatMap(({ name, asked }) => (asked ? [] : [name]));
        return { source, target, gives: [...ports.map((port) => `port ${port}`), ...rights], path };
      }),
    );
}

function explainEdge(edge: DeclaredEdge, model: Model, compiled: ResourceGraph): AccessEdge {
  const { service, target, verb, item } = edge;
  const uses = model.spec.services[service]?.uses ?? {};
  const { [target]: _, ...others } = uses;
  const without = compileModel(withUses(model, service, others));
  const alone = compileModel(withUses(model, service, { [target]: verb } as typeof uses));
  const none = compileModel(withUses(model, service, {}));
  const own = ["services", service];
  const { created, changed } = diffGraphs(without, compiled);
  const elsewhere = [...created, ...changed.map(({ address }) => address)].filter(
    (address) => !isWithin(compiled.node(address)?.origin ?? [], own),
  );
  const { line } = model.source.locateKey(model.sourcePath(edge.path));
  return {
    ...{ service, target, verb },
    targetPath: formatSpecPath(item),
    place: `${model.source.file}:${line}`,
    gives: factsOnlyIn(accessFacts(alone, own), accessFacts(none, own)),
    elsewhere,
  };
}

function withUses(model: Model, name: string, uses: Service["uses"]): Model {
  const service = model.spec.services[name];
  if (!service) return model;
  return { ...model, spec: { ...model.spec, services: { ...model.spec.services, [name]: { ...service, uses } } } };
}

/** Whether a route leads to a service, however the route says so. */
function mentions(value: unknown, name: string): boolean {
  if (typeof value !== "object" || value === null) return value === name;
  return Object.values(value).some((part) => mentions(part, name));
}
