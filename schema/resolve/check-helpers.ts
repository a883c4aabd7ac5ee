import type { SpecPath, SpecProblem } from "../finding.ts";
import type { InitContainer, ResolvedSpec, Service, Sidecar } from "../model/model.ts";
import { suggest } from "../parse/did-you-mean.ts";
import { usableNamed } from "../uses/registry.ts";
import { checkImage, checkLimits } from "./check-container.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** The containers beside a service's own fit it: names, ports, variables, volumes. */
export const checkHelpers: DraftCheck = ({ spec }) =>
  Object.entries(spec.services).flatMap(([name, service]) => {
    const path = ["services", name];
    const { init, sidecars } = service;
    return [
      ...Object.entries(init).flatMap(([key, container]) =>
        checkHelper(spec, service, container, [...path, "init", key]),
      ),
      ...Object.entries(sidecars).flatMap(([key, container]) => [
        ...checkHelper(spec, service, container, [...path, "sidecars", key]),
        ...checkProbePorts(container, [...path, "sidecars", key]),
      ]),
      ...checkNames(name, service, path),
      ...checkPorts(name, service, path),
    ];
  });

function checkHelper(
  spec: ResolvedSpec,
  service: Service,
  container: InitContainer,
  path: SpecPath,
): readonly SpecProblem[] {
  const name = String(path.at(-1));
  const volumes = [...Object.keys(service.volumes), ...(service.stateful ? ["data"] : [])];
  const variables = variablesOf(spec, service);
  const unknownVolumes = Object.keys(container.mounts).filter((volume) => !volumes.includes(volume));
  return [
    ...checkImage(container, name, path),
    ...checkLimits(container, path),
    ...unknownVolumes.map((volume) => ({
      code: "unknown-reference" as const,
      path: [...path, "mounts", volume],
      atKey: true,
      message: `the service has no volume "${volume}"`,
      help: suggest(volume, volumes, 'add it to "volumes" of the service'),
    })),
    ...container.variables.flatMap((variable, index): SpecProblem[] => {
      const at = [...path, "variables", index];
      if (Object.hasOwn(container.env, variable))
        return [conflict(at, `the variable "${variable}" of "${name}" is in its "env" as well`, "keep one of the two")];
      if (variables.includes(variable)) return [];
      const message = `the service has no variable "${variable}"`;
      return [
        { code: "unknown-reference", path: at, message, help: suggest(variable, variables, 'write it to "env"') },
      ];
    }),
  ];
}

/** Every variable that a service's own container has. */
function variablesOf(spec: ResolvedSpec, { env, secrets, uses }: Service): readonly string[] {
  const given = Object.keys(uses).flatMap((target) => usableNamed(spec, target)?.variables(spec, target) ?? []);
  return [...Object.keys(env), ...Object.keys(secrets), ...given];
}

function checkProbePorts({ probes }: Sidecar, path: SpecPath): readonly SpecProblem[] {
  return Object.entries(probes).flatMap(([kind, probe]): SpecProblem[] => {
    const at = [...path, "probes", kind];
    if (probe?.command && (probe.path ?? probe.port) !== undefined)
      return [
        conflict(
          [...at, probe.path === undefined ? "port" : "path"],
          `the ${kind} probe of "${path.at(-1)}" has a "command" and asks a port`,
          "keep one of the two: a command asks no port",
        ),
      ];
    if (probe?.port !== 0) return [];
    return [
      {
        code: "missing-key",
        path: [...at, "port"],
        message: `"port" is missing in "${at.slice(-2).join(".")}", and the sidecar "${path.at(-1)}" has no port of its own`,
        help: 'add "port" to the sidecar, or to the probe',
      },
    ];
  });
}

/** Containers of a pod have one name each; the service's own has the service's. */
function checkNames(
  name: string,
  { init, sidecars, volumes, stateful }: Service,
  path: SpecPath,
): readonly SpecProblem[] {
  const taken = (at: SpecPath, what: string): SpecProblem => ({
    ...conflict([...path, ...at], `"${at.at(-1)}" is also the name of ${what}`, "rename one of the two"),
    atKey: true,
  });
  return [
    ...Object.keys(init).flatMap((key) => (key === name ? [taken(["init", key], "the service")] : [])),
    ...Object.keys(sidecars).flatMap((key) => {
      if (key === name) return [taken(["sidecars", key], "the service")];
      return Object.hasOwn(init, key) ? [taken(["sidecars", key], 'a container of "init"')] : [];
    }),
    ...(stateful && Object.hasOwn(volumes, "data") ? [taken(["volumes", "data"], "the stateful volume")] : []),
  ];
}

/** The containers of a pod share its address. */
function checkPorts(name: string, { port, metrics, sidecars }: Service, path: SpecPath): readonly SpecProblem[] {
  const taken = new Map<number, string>();
  if (port !== undefined) taken.set(port, `"${name}" itself`);
  if (metrics) taken.set(metrics.port, `the metrics of "${name}"`);
  return Object.entries(sidecars).flatMap(([key, sidecar]) => {
    if (sidecar.port === undefined) return [];
    const other = taken.get(sidecar.port);
    if (!other) taken.set(sidecar.port, `the sidecar "${key}"`);
    if (!other) return [];
    const message = `${other} listens on ${sidecar.port} already, and the containers of a pod share its ports`;
    return [conflict([...path, "sidecars", key, "port"], message, "choose another port")];
  });
}
