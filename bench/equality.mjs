import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseAllDocuments } from "yaml";

/** Every file below a folder, sorted, by its path from there. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .sort();
}

/** Says how two folders differ byte for byte; `undefined` when they do not. `edit` is applied to both texts first. */
export function folderDifference(left, right, edit = (text) => text) {
  const [here, there] = [filesBelow(left), filesBelow(right)];
  if (!isDeepStrictEqual(here, there)) return `${here.length} and ${there.length} files, not the same ones`;
  const different = here.filter(
    (file) => edit(readFileSync(join(left, file), "utf8")) !== edit(readFileSync(join(right, file), "utf8")),
  );
  return different.length === 0
    ? undefined
    : `${different.length} of ${here.length} files differ, ${different[0]} for one`;
}

/** The times of every file below a folder. A file that is written again gets another. */
export function fileTimes(folder) {
  return new Map(
    filesBelow(folder).map((file) => {
      const { mtimeNs, ctimeNs, ino } = statSync(join(folder, file), { bigint: true });
      return [file, `${mtimeNs} ${ctimeNs} ${ino}`];
    }),
  );
}

/**
 * Says how two sets of `stacks/<stack>/cdk.tf.json` differ as Terraform reads them; `undefined` when they do not.
 * Not counted: the comments under `//`, and the names that CDKTF and groundplan give to what a stack passes on to
 * another, which is followed to the attribute itself.
 */
export function terraformDifference(left, right) {
  const [here, there] = [readStacks(left), readStacks(right)];
  if (!isDeepStrictEqual([...here.keys()], [...there.keys()]))
    return `stacks ${[...here.keys()]} and ${[...there.keys()]}`;
  for (const [stack, document] of here) {
    const difference = firstDifference(document, there.get(stack), stack);
    if (difference) return difference;
  }
  return undefined;
}

function readStacks(folder) {
  const names = readdirSync(join(folder, "stacks"))
    .filter((name) => existsSync(join(folder, "stacks", name, "cdk.tf.json")))
    .sort();
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")]));
  const documents = new Map(Array.from(texts, ([name, text]) => [name, JSON.parse(text)]));
  const outputs = (stack, output) => documents.get(stack)?.output?.[output]?.value;
  const read = new Set(
    Array.from(texts.values()).flatMap((text) =>
      Array.from(text.matchAll(passedOn), ([, stack, output]) => `${stack} ${output}`),
    ),
  );
  return new Map(Array.from(documents, ([name, document]) => [name, comparable(name, document, outputs, read)]));
}

/** A document without what stacks pass on to each other: the outputs that another stack reads, and its reading them. */
function comparable(stack, { output = {}, data = {}, ...document }, outputs, read) {
  const { terraform_remote_state: _, ...sources } = data;
  const own = Object.fromEntries(Object.entries(output).filter(([name]) => !read.has(`${stack} ${name}`)));
  return plain({ ...document, data: sources, output: own }, outputs);
}

const passedOn = /data\.terraform_remote_state\.(?:cross-stack-reference-input-)?([\w-]+)\.outputs\.([\w-]+)/g;

function plain(value, outputs) {
  if (typeof value === "string")
    return value.replaceAll(passedOn, (_, stack, output) =>
      String(outputs(stack, output)).replace(/^\$\{(.*)\}$/, "$1"),
    );
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, outputs));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, item]) => [key, plain(item, outputs)]),
  );
}

function firstDifference(left, right, path) {
  if (isDeepStrictEqual(left, right)) return undefined;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null)
    return `${path}: ${JSON.stringify(left)} and ${JSON.stringify(right)}`;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const difference = firstDifference(left[key], right[key], `${path}.${key}`);
    if (difference) return difference;
  }
  return `${path}: not the same keys`;
}

/** Says how the objects in two folders of YAML differ; `undefined` when they do not. Order does not count. */
export function objectDifference(left, right) {
  const [here, there] = [readObjects(left), readObjects(right)];
  if (here.size !== there.size) return `${here.size} and ${there.size} objects`;
  for (const [name, object] of here) {
    const difference = firstDifference(object, there.get(name), name);
    if (difference) return difference;
  }
  return undefined;
}

function readObjects(folder) {
  const files = filesBelow(folder).filter((file) => file.endsWith(".yaml"));
  const documents = files.flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), "utf8")));
  return new Map(
    documents.map((document) => {
      const object = document.toJS();
      return [`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`, object];
    }),
  );
}

/**
 * Says how the typed Kubernetes resources of a `cdk.tf.json` differ from the objects that they stand for: every leaf of
 * an object must be in its resource. `undefined` when they do not.
 */
export function typedDifference(folder, objects, types, missing) {
  const resources = new Map();
  for (const [, document] of readStacks(folder))
    for (const type of new Set(Object.values(types)))
      for (const [, resource] of Object.entries(document.resource?.[type] ?? {}))
        resources.set(`${type} ${resource.metadata.namespace}/${resource.metadata.name}`, resource);
  for (const { apiVersion: _, kind, ...object } of objects) {
    const name = `${types[kind]} ${object.metadata.namespace}/${object.metadata.name}`;
    const [wanted, found] = [leaves(object, missing), leaves(resources.get(name), missing)];
    if (!isDeepStrictEqual(wanted, found))
      return `${name}: ${wanted.length} values in the object, ${found.length} in the resource`;
  }
  return undefined;
}

/** Every number, truth value and plain text in a value, sorted. Text that refers to a resource only counts as such. */
function leaves(value, missing) {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null) return [/\$\{|<\w+\./.test(value) ? "reference" : String(value)];
  return Object.entries(value)
    .filter(([key]) => !missing.has(key))
    .flatMap(([, item]) => leaves(item, missing))
    .sort();
}
