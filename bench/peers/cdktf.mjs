/**
 * Stock CDKTF: typed constructs from deep imports, references through attributes, `app.synth()`.
 * `node peers/cdktf.mjs DATA OUT`, with DATA as prepare.mjs writes it. Only reading DATA is not CDKTF's own work.
 */
import { App, Fn, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import { readData } from "./read-data.mjs";

const [data, outdir] = process.argv.slice(2);
const { stacks: stackData, items } = readData(data);
const classes = await loadClasses();

const app = new App({ outdir });
const stacks = new Map(stackData.map(({ name, short }) => [short, new TerraformStack(app, name)]));
const resources = new Map();
// A program of one's own would not hold on to what it has made constructs of.
for (const item of items.splice(0)) createResource(item);
for (const stack of stackData) createFrame(stack);
app.synth();

async function loadClasses() {
  const types = new Set(items.map(({ type }) => type));
  const providers = new Set(stackData.flatMap((stack) => stack.providers.map(({ provider }) => provider)));
  const found = new Map();
  for (const type of types) {
    const [, source, provider, name] = /^(data\.)?([a-z0-9]+)_(.+)$/.exec(type);
    const folder = (source ? `data-${provider}-${name}` : name).replaceAll("_", "-");
    found.set(type, await loadClass(provider, folder, `${provider}_${name}`));
  }
  for (const provider of providers) found.set(provider, await loadClass(provider, "provider", provider));
  return found;
}

async function loadClass(provider, folder, type) {
  const module = await import(`@cdktf/provider-${provider}/lib/${folder}/index.js`);
  return Object.values(module).find((value) => typeof value === "function" && value.tfResourceType === type);
}

function createResource({ address, stack: short, type, name, config, references, after, lifecycle, encode }) {
  const stack = stacks.get(short);
  fill(config, references);
  if (encode && config.values) config.values = [Fn.jsonencode(config.values[0])];
  const dependsOn = [];
  for (const other of after) {
    if (other.startsWith(`${short}/`)) dependsOn.push(resources.get(other));
    else stack.addDependency(stacks.get(other.slice(0, other.indexOf("/"))));
  }
  if (dependsOn.length > 0) config.dependsOn = dependsOn;
  if (lifecycle) config.lifecycle = lifecycle;
  const Resource = classes.get(type);
  const resource = new Resource(stack, `${type}.${name}`, config);
  resource.overrideLogicalId(name);
  resources.set(address, resource);
}

function createFrame({ short, backend, providers, outputs }) {
  const stack = stacks.get(short);
  const { kind, ...settings } = backend;
  if (kind === "s3") new S3Backend(stack, { ...settings, encrypt: true, useLockfile: true });
  else new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
  for (const { provider, config, references } of providers) {
    const Provider = classes.get(provider);
    new Provider(stack, `provider.${provider}`, fill(config, references));
  }
  for (const { name, config, references } of outputs)
    new TerraformOutput(stack, name, { ...fill(config, references), staticId: true });
}

/** Puts the attributes of other resources where a config refers to them. */
function fill(config, references) {
  for (const { path, parts } of references) {
    const value = parts.length === 1 ? attribute(parts[0]) : parts.map(attribute).join("");
    let place = config;
    for (const key of path.slice(0, -1)) place = place[key];
    place[path.at(-1)] = value;
  }
  return config;
}

function attribute(part) {
  if (typeof part === "string") return part;
  const value = resources.get(part.to).getStringAttribute(part.attribute);
  return part.function ? Fn[part.function](value) : value;
}
