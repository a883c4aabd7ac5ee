/**
 * Writes what the peers build, taken from groundplan's own resource graph so that all programs make the same system:
 * `node --import tsx prepare.mjs SPEC FOLDER`. A peer reads its file as data, with the time for that taken off.
 *
 * - `resources.json`: every Terraform resource as a typed construct's config, the workloads as Helm releases.
 * - `typed.json`: the same with every Kubernetes object as a typed resource instead of in a chart.
 * - `objects.json`: the Kubernetes objects alone.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCharts } from "../compiler/charts/chart.ts";
import { placeholder } from "../compiler/charts/value-path.ts";
import { compileModel } from "../compiler/compile-model.ts";
import { escapeTemplate } from "../compiler/lower/lower-value.ts";
import { parseSpec } from "../schema/parse/parse-spec.ts";
import { resolveSpec } from "../schema/resolve/resolve-spec.ts";
import { readSource } from "../schema/source/read-source.ts";
import { typedResource } from "./peers/typed-resource.mjs";

const [spec, folder] = process.argv.slice(2);
const graph = compileSpec(spec);
mkdirSync(folder, { recursive: true });
const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value));
const charts = buildCharts(graph);
write("resources.json", system(graph.nodes.filter((node) => node.kind === "terraform").map(terraformItem)));
write("typed.json", system(graph.nodes.filter((node) => !charts.has(node.address)).map(typedItem)));
write(
  "objects.json",
  graph.nodes.filter((node) => node.kind === "kubernetes").map(({ object }) => printed(object)),
);

function compileSpec(file) {
  const { source, findings: mistakes } = readSource(file, readFileSync(file));
  const { spec, findings } = source ? parseSpec(source) : { findings: mistakes };
  const { model, findings: problems } = spec ? resolveSpec(source, spec) : { findings };
  if (!model) throw new Error(`${file} is not valid: ${JSON.stringify(problems[0])}`);
  return compileModel(model);
}

function system(items) {
  const stacks = graph.stacks.map(({ name, providers, backend, outputs }) => ({
    name: `${graph.name}-${name}`,
    short: name,
    backend,
    providers: Object.entries(providers).map(([provider, config]) => ({ provider, ...split(config) })),
    outputs: Object.entries(outputs).map(([output, { description, value }]) => ({
      name: output,
      ...split({ description, value }),
    })),
  }));
  return { stacks, items: inOrder(items) };
}

function terraformItem(node) {
  const chart = charts.get(node.address);
  const { config, references } = split({ ...node.config, ...(chart && { chart: `./${chart.directory}` }) });
  if (chart && Object.keys(chart.values).length > 0) {
    // Terraform gets the values as one `jsonencode(…)`.
    const values = split(chart.values);
    config.values = [values.config];
    references.push(...values.references.map(({ path, parts }) => ({ path: ["values", 0, ...path], parts })));
  }
  return item(node, {
    type: node.type,
    name: node.name,
    config,
    references,
    after: node.dependsOn,
    lifecycle: node.lifecycle,
    encode: Boolean(chart),
  });
}

function typedItem(node) {
  if (node.kind === "terraform")
    return terraformItem({ ...node, dependsOn: node.dependsOn.filter((address) => !charts.has(address)) });
  const { type, config } = typedResource(node.object);
  return item(node, {
    type,
    name: `${node.type}_${node.name}`.toLowerCase().replaceAll(/\W+/g, "_"),
    ...split(config),
    after: [],
  });
}

function item({ address, stack }, rest) {
  return { address, stack, ...rest };
}

/** Takes the references out of a config: each is a path in it and the parts of its text. */
function split(value) {
  const references = [];
  const copy = (part, path) => {
    if (typeof part === "string") return escapeTemplate(part);
    if (typeof part !== "object" || part === null) return part;
    if ("$ref" in part || "$template" in part) {
      const parts = "$ref" in part ? [part] : part.$template;
      references.push({
        path,
        parts: parts.map((text) => (typeof text === "string" ? escapeTemplate(text) : reference(text))),
      });
      return null;
    }
    if (Array.isArray(part)) return part.map((entry, index) => copy(entry, [...path, index]));
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, copy(entry, [...path, key])]),
    );
  };
  return { config: copy(value, []), references };
}

function reference({ $ref, attribute, function: name }) {
  return { to: $ref, attribute, ...(name && { function: name }) };
}

/** The items in an order in which each comes after what it refers to, as a program is written. */
function inOrder(items) {
  const byAddress = new Map(items.map((entry) => [entry.address, entry]));
  const ordered = new Set();
  const visit = (entry) => {
    if (!entry || ordered.has(entry)) return;
    for (const { parts } of entry.references) for (const part of parts) if (part.to) visit(byAddress.get(part.to));
    for (const address of entry.after) visit(byAddress.get(address));
    ordered.add(entry);
  };
  for (const entry of items) visit(entry);
  return [...ordered];
}

/** An object with readable text where only Terraform knows the value. */
function printed(value) {
  if (typeof value !== "object" || value === null) return value;
  if ("$ref" in value || "$template" in value) return placeholder(value);
  if (Array.isArray(value)) return value.map(printed);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, printed(entry)]),
  );
}
