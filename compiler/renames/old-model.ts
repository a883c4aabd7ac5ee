import type { Model, ResolvedSpec } from "../../schema/model/model.ts";
import type { Rename } from "../../schema/model/renames.ts";
import { isMap, mapValues } from "../../schema/resolve/plain-data.ts";

type Data = Readonly<Record<string, unknown>>;

/** The model with everything under the name that it had before, and with every reference to it. */
export function oldModel(model: Model, renames: readonly Rename[]): Model {
  const spec = renames.reduce<Data>((changed, rename) => takeBack(changed, rename), model.spec as unknown as Data);
  return { ...model, spec: spec as unknown as ResolvedSpec };
}

function takeBack(spec: Data, { section, from, to }: Rename): Data {
  const [top = "", inner] = section.map(String);
  const back = (name: unknown): unknown => (name === to ? from : name);
  const renamed = updateAt(spec, inner === undefined ? [top] : [top, inner], (items) => renameKey(items, to, from));
  if (inner === "nodePools")
    return eachOf(eachOf(renamed, "services", ["nodePool"], back), "stores", ["nodePool"], back);
  if (inner !== undefined || top === "routes") return renamed;
  if (top === "secrets") {
    const inStores = eachOf(renamed, "stores", ["secret"], back);
    return updateItems(inStores, "services", (service) =>
      updateAt(service, ["secrets"], (secrets) =>
        mapValues(secrets, (use) => (isMap(use) ? { ...use, secret: back(use["secret"]) } : use)),
      ),
    );
  }
  const unused = updateItems(renamed, "services", (service) =>
    updateAt(service, ["uses"], (uses) => renameKey(uses, to, from)),
  );
  if (top !== "services") return unused;
  return updateItems(unused, "routes", (route) =>
    mapValues(route, (value, key) => (routed.has(key) ? deep(value, back) : value)),
  );
}

/** The keys of a route that name services. */
const routed = new Set(["hosts", "listen"]);

function renameKey(items: Data, to: string, from: string): Data {
  return Object.fromEntries(Object.entries(items).map(([key, item]) => [key === to ? from : key, item]));
}

function updateAt(value: Data, [key = "", ...rest]: readonly string[], change: (items: Data) => Data): Data {
  const inner = value[key];
  if (!isMap(inner)) return value;
  return { ...value, [key]: rest.length > 0 ? updateAt(inner, rest, change) : change(inner) };
}

function updateItems(spec: Data, section: string, change: (item: Data) => Data): Data {
  return updateAt(spec, [section], (items) => mapValues(items, (item) => (isMap(item) ? change(item) : item)));
}

function eachOf(spec: Data, section: string, keys: readonly string[], change: (value: unknown) => unknown): Data {
  return updateItems(spec, section, (item) =>
    mapValues(item, (value, key) => (keys.includes(key) ? change(value) : value)),
  );
}

function deep(value: unknown, change: (leaf: unknown) => unknown): unknown {
  return isMap(value) ? mapValues(value, (part) => deep(part, change)) : change(value);
}
