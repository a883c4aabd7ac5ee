import { parse } from "yaml";
import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, isTemplate } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { items } from "./known.ts";
import type { PodContainer, PodTemplate } from "./pod-templates.ts";
import { specItem } from "./spec-item.ts";

/** Text that ends up in a pod, a chart or a machine as it is written. */
export interface Literal {
  readonly target: SpecPath;
  readonly path: SpecPath;
  /** Where it stands in its target, e.g. `env:LOG_LEVEL`. */
  readonly key: string;
  /** What a message calls it. */
  readonly label: string;
  /** The name that it goes by, if any. */
  readonly name: string;
  readonly value: string;
  readonly resource: Address;
}

/** Every literal of the graph that could be a secret: variables, commands, files, chart values, user data. */
export function literals(model: Model, graph: ResourceGraph, pods: readonly PodTemplate[]): Literal[] {
  const ofPods = pods.flatMap((pod) =>
    pod.containers.flatMap((container) => [...variables(model, pod, container), ...words(pod, container)]),
  );
  return [...ofPods, ...files(model, graph), ...chartValues(graph), ...userData(graph)];
}

function variables(model: Model, pod: PodTemplate, { name: container, role, spec }: PodContainer): Literal[] {
  const env = items<{ name?: unknown; value?: unknown }>(spec.env) ?? [];
  const service = pod.target[0] === "services" ? model.spec.services[String(pod.target[1])] : undefined;
  const section = role === "init" ? "init" : "sidecars";
  const written = role === "main" ? service?.env : service?.[section][container]?.env;
  const place = role === "main" ? [] : [section, container];
  return env.flatMap(({ name: variable, value }) => {
    const name = String(variable);
    const isOfSpec = written !== undefined && name in written;
    const path = isOfSpec ? [...pod.target, ...place, "env", name] : pod.target;
    const key = isOfSpec && role === "main" ? `env:${name}` : `${pod.name}:${container}:env:${name}`;
    return literalText(value).map((text) => ({
      target: pod.target,
      path,
      key,
      label: `the variable "${name}"`,
      name,
      value: text,
      resource: pod.address,
    }));
  });
}

/**
 * `--password=hunter2` goes by the name before the equals sign, and so does `hunter2` after `--password`.
 * That name stands among the words, where a secret may be, so no message shows it.
 */
function words(pod: PodTemplate, { name: container, spec }: PodContainer): Literal[] {
  return (["command", "args"] as const).flatMap((setting) => {
    const texts = (items<unknown>(spec[setting]) ?? []).map((word) => literalText(word).join(" "));
    return texts.flatMap((text, index) => {
      const whole = {
        target: pod.target,
        path: [...pod.target, setting, index],
        key: `${pod.name}:${container}:${setting}:${index}`,
        label: `word ${index + 1} of "${setting}"`,
        name: flagName(texts[index - 1]),
        value: text,
        resource: pod.address,
      };
      const [, name, value] = /^-*([\w-]+)=(.*)$/s.exec(text) ?? [];
      return name === undefined || value === undefined ? [whole] : [whole, { ...whole, name, value }];
    });
  });
}

/** `--password` announces what comes next; `--password=…` has it already. */
function flagName(word = ""): string {
  return /^--?([\w-]+)$/.exec(word)?.[1] ?? "";
}

/** The files of services: each as a whole, and each line that gives a name a value. */
function files(model: Model, graph: ResourceGraph): Literal[] {
  return graph
    .objects("ConfigMap")
    .filter(({ origin }) => origin[2] === "files")
    .flatMap(({ address: resource, origin }) => {
      const target = specItem(origin);
      const written = Object.entries(model.spec.services[String(origin[1])]?.files ?? {});
      return written.flatMap(([file, text]) => {
        const place = { target, path: [...origin, file], label: `a line of the file "${file}"`, resource };
        const lines = text.split("\n").flatMap((line) => {
          const [, name, value] = /^\s*["']?([\w.-]+)["']?\s*[:=]\s*["']?([^"',]*)/.exec(line) ?? [];
          return name === undefined || !value
            ? []
            : [{ ...place, key: `file:${file}:${name}`, name, value: value.trim() }];
        });
        return [{ ...place, key: `file:${file}`, name: "", value: text }, ...lines];
      });
    });
}

function chartValues(graph: ResourceGraph): Literal[] {
  return graph.resources("helm_release").flatMap(({ address: resource, origin, config }) => {
    const place = { target: specItem(origin), path: origin, resource };
    const settings = items<{ name?: unknown; value?: unknown }>(config.set) ?? [];
    const set = settings.flatMap(({ name: path, value }) => {
      const name = String(path);
      return literalText(value).map((text) => ({
        ...place,
        key: `set:${name}`,
        label: `the chart value "${name}"`,
        name,
        value: text,
      }));
    });
    const documents = (items<unknown>(config.values) ?? []).flatMap(literalText);
    const values = documents.flatMap((text) =>
      leaves(readYaml(text), []).map(({ path, value }) => {
        const name = path.join(".");
        return { ...place, key: `values:${name}`, label: `the chart value "${name}"`, name, value };
      }),
    );
    return [...set, ...values];
  });
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: string;
}

/** The leaves of plain data; a list's items go by the list's name. */
function leaves(data: unknown, path: readonly string[]): Leaf[] {
  if (Array.isArray(data)) return data.flatMap((item) => leaves(item, path));
  if (typeof data !== "object" || data === null) return [{ path, value: String(data) }];
  return Object.entries(data).flatMap(([key, value]) => leaves(value, [...path, key]));
}

/** Charts take YAML, of which JSON is a part. What is neither is one long text. */
function readYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

function userData(graph: ResourceGraph): Literal[] {
  return graph.resources("aws_launch_template").flatMap(({ address: resource, origin, config }) =>
    literalText(config.userData).map((written) => {
      const isBase64 = /^[A-Za-z0-9+/=\s]+$/.test(written);
      const value = isBase64 ? Buffer.from(written, "base64").toString("utf8") : written;
      return {
        target: specItem(origin),
        path: origin,
        key: "user-data",
        label: "the user data of the nodes",
        name: "",
        value,
        resource,
      };
    }),
  );
}

/** The literal parts of a value; what Terraform puts in is not written here by anybody. */
function literalText(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return isTemplate(value) ? value.$template.filter((part) => typeof part === "string") : [];
}
