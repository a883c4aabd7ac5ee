import { parse } from "yaml";
import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { TerraformType } from "../../schema/graph/terraform-types.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { containerLiterals } from "./container-literals.ts";
import { snakeCase } from "./evidence.ts";
import { items } from "./known.ts";
import { literalText, type NamedLeaf, namedLeaves } from "./named-leaves.ts";
import type { PodTemplate } from "./pod-templates.ts";
import { label as labelOf, specItem } from "./spec-item.ts";

/** Text that ends up in a pod, a chart, a machine or a resource as it is written. */
export interface Literal {
  /** A `document` is a file or a script: it has lines of its own, each of which may be a secret. */
  readonly kind: "value" | "document";
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

/** Every literal of the graph that could be a secret, wherever it came from. */
export function literals(model: Model, graph: ResourceGraph, pods: readonly PodTemplate[]): Literal[] {
  return [
    ...containerLiterals(model, graph, pods),
    ...files(model, graph),
    ...charts(graph),
    ...secretArguments.flatMap((type) => graph.resources(type).flatMap(argumentsOf)),
    ...userData(graph),
  ];
}

/** The texts of ConfigMaps. Those of a service's files are known by their places in the spec. */
function files(model: Model, graph: ResourceGraph): Literal[] {
  return graph.objects("ConfigMap").flatMap(({ address: resource, name, origin, object }) => {
    const written = origin[2] === "files" ? Object.keys(model.spec.services[String(origin[1])]?.files ?? {}) : [];
    return Object.entries(object.data ?? {}).flatMap(([key, value]) => {
      const file = written[Number.parseInt(key, 10)];
      const isFile = file !== undefined && key.endsWith(`-${file.slice(file.lastIndexOf("/") + 1)}`);
      const place = isFile
        ? { path: [...origin, file], key: `file:${file}`, label: `a line of the file "${file}"` }
        : { path: origin, key: `ConfigMap/${name}:${key}`, label: `a line of "${key}" in ConfigMap/${name}` };
      return literalText(value)
        .filter((text) => isFile || !isManifest(text))
        .map((text) => ({ kind: "document", target: specItem(origin), ...place, name: "", value: text, resource }));
    });
  });
}

/** What others create from a ConfigMap stands in the graph as the object that it will be. */
function isManifest(text: string): boolean {
  return text.startsWith("apiVersion: ");
}

interface ChartSetting {
  readonly name?: unknown;
  readonly value?: unknown;
}

function charts(graph: ResourceGraph): Literal[] {
  return graph.resources("helm_release").flatMap(({ address: resource, origin, name, config }) => {
    const place = { kind: "value", target: specItem(origin), path: origin, resource } as const;
    const value = (key: string, chartName: string) => ({ ...place, key, label: `the chart value "${chartName}"` });
    const set = [config.set, config.setSensitive, config.setList].flatMap((list) =>
      (items<ChartSetting>(list) ?? []).flatMap((setting) =>
        [setting.value]
          .flat()
          .flatMap(literalText)
          .map((text) => {
            const name = String(setting.name);
            return { ...value(`set:${name}`, name), name, value: text };
          }),
      ),
    );
    const documents = (items<unknown>(config.values) ?? []).flatMap(literalText);
    const values = documents.flatMap((text) =>
      namedLeaves(readYaml(text)).map((leaf) => {
        const path = keysOf(leaf);
        return { ...value(`values:${path}`, path), name: leaf.name, value: leaf.value };
      }),
    );
    const password = literalText(config.repositoryPassword).map((text) => ({
      ...place,
      key: `${name}:repository_password`,
      label: `the password of the repository of chart "${name}"`,
      name: "password",
      value: text,
    }));
    return [...set, ...values, ...password];
  });
}

/** The keys that lead to a leaf; what has a name beside its value goes by that. */
function keysOf({ path, name }: Pick<NamedLeaf, "path" | "name">): string {
  const keys = path.filter((step) => typeof step === "string");
  return (keys.at(-1) === "value" ? [...keys.slice(0, -1), name] : keys).join(".");
}

/** Charts take YAML, of which JSON is a part. What is neither is one long text. */
function readYaml(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The types with arguments that their provider calls sensitive, and none that only sounds so. */
const secretArguments = [
  "aws_acm_certificate",
  "aws_db_instance",
  "aws_elasticache_replication_group",
  "aws_elasticache_user",
] as const satisfies readonly TerraformType[];

function argumentsOf({ address: resource, origin, config, ...node }: TerraformNode): Literal[] {
  return namedLeaves(config).map(({ path, name, value }) => {
    const argument = snakeCase(keysOf({ path, name }));
    return {
      kind: "value",
      target: specItem(origin),
      path: origin,
      key: `${labelOf(node)}:${argument}`,
      label: `the argument "${argument}" of ${node.type} "${labelOf(node)}"`,
      name,
      value,
      resource,
    };
  });
}

function userData(graph: ResourceGraph): Literal[] {
  return graph.resources("aws_launch_template").flatMap(({ address: resource, origin, config }) =>
    literalText(config.userData).map((written) => ({
      kind: "document",
      target: specItem(origin),
      path: origin,
      key: "user-data",
      label: "a line of the user data of the nodes",
      name: "",
      value: decoded(written),
      resource,
    })),
  );
}

/** User data is written in base64 or plainly. */
export function decoded(written: string): string {
  const isBase64 = /^[A-Za-z0-9+/=\s]+$/.test(written);
  return isBase64 ? Buffer.from(written, "base64").toString("utf8") : written;
}
