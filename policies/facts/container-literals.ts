import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model, Service } from "../../schema/model/model.ts";
import { items } from "./known.ts";
import type { Literal } from "./literals.ts";
import { literalText } from "./named-leaves.ts";
import type { PodContainer, PodTemplate } from "./pod-templates.ts";
import { wordParts } from "./word-parts.ts";

/** Every literal of the containers of some pods: variables, words of commands, headers of requests. */
export function containerLiterals(model: Model, graph: ResourceGraph, pods: readonly PodTemplate[]): Literal[] {
  return pods.flatMap((pod) => {
    const service = pod.target[0] === "services" ? model.spec.services[String(pod.target[1])] : undefined;
    const isMigration = graph.node(pod.address)?.origin[2] === "migrations";
    return pod.containers.flatMap((container) => {
      const { name, role } = container;
      const ofRole = role === "main" ? [] : [role === "init" ? "init" : "sidecars", name];
      const place = isMigration && role === "main" ? ["migrations"] : ofRole;
      return [
        ...variables({ pod, service }, container),
        ...(["command", "args"] as const).flatMap((setting) =>
          words(pod, name, {
            list: container.spec[setting],
            key: setting,
            label: `"${setting}"`,
            path: [...place, setting],
          }),
        ),
        ...calls(container).flatMap((call) => callLiterals({ pod, container, place }, call)),
      ];
    });
  });
}

interface OwnPod {
  readonly pod: PodTemplate;
  readonly service: Service | undefined;
}

/** A variable stands at the service or at the container beside it, whichever says it; containers may share the former. */
function variables({ pod, service }: OwnPod, { name: container, role, spec }: PodContainer): Literal[] {
  const section = role === "init" ? "init" : "sidecars";
  const beside = role === "main" ? undefined : service?.[section][container];
  const shared = role === "main" ? Object.keys(service?.env ?? {}) : (beside?.variables ?? []);
  return (items<Named>(spec.env) ?? []).flatMap(({ name: variable, value }) => {
    const name = String(variable);
    const isOwn = name in (beside?.env ?? {});
    const isShared = !isOwn && shared.includes(name) && name in (service?.env ?? {});
    const place = isOwn ? [section, container, "env", name] : isShared ? ["env", name] : [];
    return literalText(value).map((text) => ({
      ...about(pod, place),
      key: isShared ? `env:${name}` : `${pod.name}:${container}:env:${name}`,
      label: `the variable "${name}"`,
      name,
      value: text,
    }));
  });
}

interface Named {
  readonly name?: unknown;
  readonly value?: unknown;
}

/** Words one after the other. */
interface Words {
  readonly list: readonly unknown[] | object | undefined;
  readonly key: string;
  /** What a message calls the list. */
  readonly label: string;
  readonly path: SpecPath;
}

/**
 * Each word, and once more by the name that another one gives it: `hunter2` after `--password`. That name stands among
 * the words, where a secret may be, so no message shows it.
 */
function words(pod: PodTemplate, container: string, { list, key, label, path }: Words): Literal[] {
  if (list === undefined) return [];
  const texts = (items<unknown>(list) ?? []).map((word) => literalText(word).join(" "));
  const at = (index: number) => ({
    ...about(pod, [...path, index]),
    key: `${pod.name}:${container}:${key}:${index}`,
    label: `word ${index + 1} of ${label}`,
  });
  const whole = texts.map((value, index) => ({ ...at(index), name: "", value }));
  const named = wordParts(texts).map(({ index, name, value }) => ({ ...at(index), name, value }));
  return [...whole, ...named];
}

/** A command or a request that Kubernetes makes for a container. */
interface Call {
  readonly key: string;
  /** What a message calls it. */
  readonly label: string;
  readonly path: SpecPath;
  readonly handler: Handler;
}

interface Handler {
  readonly exec?: { readonly command?: readonly unknown[] | object };
  readonly httpGet?: { readonly httpHeaders?: readonly Named[] | object };
}

/** Where a container has its calls, by the field of Kubernetes: probes have a key of the spec, hooks have none. */
const probes = (["readiness", "liveness", "startup"] as const).map((probe) => ({
  field: `${probe}Probe` as const,
  call: { key: `${probe}Probe`, label: `the ${probe} probe`, path: ["probes", probe, "command"] },
}));
const hooks = (["postStart", "preStop"] as const).map((hook) => ({
  field: hook,
  call: { key: hook, label: `"${hook}"`, path: [] },
}));

function calls({ spec }: PodContainer): Call[] {
  const lifecycle = spec.lifecycle as Readonly<Record<string, Handler>> | undefined;
  return [
    ...probes.flatMap(({ field, call }) => callAt(call, spec[field] as Handler | undefined)),
    ...(lifecycle ? hooks.flatMap(({ field, call }) => callAt(call, lifecycle[field])) : []),
  ];
}

function callAt(call: Omit<Call, "handler">, handler: Handler | undefined): Call[] {
  return handler?.exec || handler?.httpGet?.httpHeaders ? [{ ...call, handler }] : [];
}

interface OwnContainer {
  readonly pod: PodTemplate;
  readonly container: PodContainer;
  readonly place: SpecPath;
}

function callLiterals({ pod, container, place }: OwnContainer, { handler, key, label, path }: Call): Literal[] {
  const list = handler.exec?.command;
  const headers = (items<Named>(handler.httpGet?.httpHeaders) ?? []).flatMap(({ name, value }) =>
    literalText(value).map((text) => ({
      ...about(pod, [...place, ...path.slice(0, -1)]),
      key: `${pod.name}:${container.name}:${key}:${String(name)}`,
      label: `the header "${String(name)}" of ${label}`,
      name: String(name),
      value: text,
    })),
  );
  return [...words(pod, container.name, { list, key, label, path: [...place, ...path] }), ...headers];
}

function about(pod: PodTemplate, place: SpecPath): Pick<Literal, "kind" | "target" | "path" | "resource"> {
  return { kind: "value", target: pod.target, path: [...pod.target, ...place], resource: pod.address };
}
