import type { SpecPath, SpecProblem } from "../finding.ts";
import type { ResolvedSpec, Service } from "../model/model.ts";
import { isJob } from "../model/workload.ts";
import { suggest } from "../parse/did-you-mean.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import { usableNamed, usables } from "../uses/registry.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Every name that one part of a spec uses for another exists, and means something that can be used so. */
export const checkReferences: DraftCheck = ({ spec }) => [
  ...checkSharedNames(spec),
  ...Object.entries(spec.services).flatMap(([name, service]) => checkService(spec, name, service)),
  ...Object.entries<SpecStore>(spec.stores).flatMap(([name, { secret, nodePool }]) => [
    ...(secret === undefined ? [] : unknown(["stores", name, "secret"], secret, spec.secrets, "secret")),
    ...(nodePool === undefined
      ? []
      : unknown(["stores", name, "nodePool"], nodePool, spec.cluster.nodePools, "node pool")),
  ]),
  ...Object.entries(spec.routes).flatMap(([name, { listen, hosts }]) => [
    ...Object.entries(listen).flatMap(([port, target]) =>
      checkListener(spec, ["routes", name, "listen", port], target),
    ),
    ...Object.entries(hosts).flatMap(([host, { paths }]) =>
      Object.entries(paths).flatMap(([path, target]) =>
        checkBackend(spec, ["routes", name, "hosts", host, "paths", path], target),
      ),
    ),
  ]),
];

/** All that services can use shares the names in `uses`. */
function checkSharedNames(spec: ResolvedSpec): readonly SpecProblem[] {
  return usables.flatMap(({ section, kind }, index) =>
    Object.keys(spec[section]).flatMap((name) => {
      const other = usables.slice(0, index).find((earlier) => Object.hasOwn(spec[earlier.section], name));
      if (!other) return [];
      const problem = conflict(
        [section, name],
        `"${name}" is the name of a ${kind} and of a ${other.kind}`,
        'rename one of the two: "uses" could not tell them apart',
      );
      return [{ ...problem, atKey: true }];
    }),
  );
}

function checkService(spec: ResolvedSpec, name: string, service: Service): readonly SpecProblem[] {
  const path = ["services", name];
  return [
    ...Object.entries(service.uses).flatMap(([target, verb]) => checkUse(spec, name, target, verb)),
    ...Object.entries(service.secrets).flatMap(([variable, { secret }]) =>
      unknown([...path, "secrets", variable, "secret"], secret, spec.secrets, "secret"),
    ),
    ...(service.nodePool === undefined
      ? []
      : unknown([...path, "nodePool"], service.nodePool, spec.cluster.nodePools, "node pool")),
  ];
}

function checkUse(spec: ResolvedSpec, name: string, target: string, verb: string): readonly SpecProblem[] {
  const path = ["services", name, "uses", target];
  const usable = usableNamed(spec, target);
  if (!usable) {
    const known = Object.assign({}, ...usables.map(({ section }) => spec[section]));
    return unknown(path, target, known, anyKind).map((problem) => ({ ...problem, atKey: true }));
  }
  const { section, kind, verbs } = usable;
  if (!verbs.some((fitting) => fitting === verb))
    return [
      conflict(
        path,
        `"${target}" is a ${kind}, and "${verb}" is nothing that can be done to a ${kind}`,
        `write ${verbs.map((fitting) => `"${fitting}"`).join(" or ")}`,
      ),
    ];
  if (section === "services" && target === name)
    return [conflict(path, `the service "${name}" uses itself`, "remove the line")];
  return section === "services" ? checkServiceUse(spec, path, target, verb) : [];
}

function checkServiceUse(spec: ResolvedSpec, path: SpecPath, target: string, verb: string): readonly SpecProblem[] {
  const service = spec.services[target];
  if (!service) return [];
  const onDemand = service.run === "on-demand";
  if (verb !== "connect" && !onDemand)
    return [
      conflict(
        path,
        `the service "${target}" does not run on demand, and "${verb}" is for those that do`,
        `write "connect", or add "run: on-demand" to "services.${target}"`,
      ),
    ];
  if (verb !== "connect" || service.port !== undefined) return [];
  const help = onDemand ? 'write "run" to start it, or "exec" to open shells in it' : portHelp(spec, target);
  return [conflict(path, `the service "${target}" has no port to connect to`, help)];
}

/** `store, queue or service` */
const anyKind = usables
  .map(({ kind }) => kind)
  .join(", ")
  .replace(/, (?=[^,]*$)/, " or ");

function checkListener(spec: ResolvedSpec, path: SpecPath, target: string): readonly SpecProblem[] {
  const port = Number(path.at(-1));
  const backend = checkBackend(spec, path, target);
  if (port <= 65535) return backend;
  const beyond = { code: "out-of-range", path, atKey: true, message: `${port} is no port` } as const;
  return [...backend, { ...beyond, help: "write a number from 1 to 65535" }];
}

/** What a load balancer leads to exists and listens. */
function checkBackend(spec: ResolvedSpec, path: SpecPath, target: string): readonly SpecProblem[] {
  const problems = unknown(path, target, spec.services, "service");
  if (problems.length > 0 || spec.services[target]?.port !== undefined) return problems;
  return [conflict(path, `the service "${target}" has no port to listen for`, portHelp(spec, target))];
}

function portHelp(spec: ResolvedSpec, target: string): string {
  const service = spec.services[target];
  return service && isJob(service)
    ? "name another service: this one is a job, and nothing listens there"
    : `add "port" to "services.${target}"`;
}

function unknown(
  path: SpecPath,
  name: string,
  known: Readonly<Record<string, unknown>>,
  kind: string,
): readonly SpecProblem[] {
  if (Object.hasOwn(known, name)) return [];
  return [
    {
      code: "unknown-reference",
      path,
      message: `there is no ${kind} "${name}"`,
      help: suggest(name, Object.keys(known), `add it: the spec has no ${kind} at all`),
    },
  ];
}
