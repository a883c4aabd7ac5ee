import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { shop, specOf } from "../compiler/compile.ts";
import { edge, zonedEdge } from "../compiler/edge.ts";
import { inClusterStores } from "../compiler/in-cluster-stores.ts";
import { mounts } from "../compiler/mounts.ts";
import { onDemand } from "../compiler/on-demand.ts";
import { poolsSpec } from "../compiler/pools.ts";
import { storesSpec } from "../compiler/stores.ts";
import { workloads } from "../compiler/workloads.ts";

const systems = readdirSync(new URL("../../spec", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, text: specOf(name) }));
const complete = readFileSync(new URL("../fixtures/complete.yaml", import.meta.url), "utf8");

const specs = [
  ...systems,
  { name: "the complete spec", text: complete },
  { name: "the shop", text: shop },
  { name: "the pools", text: poolsSpec },
  { name: "the stores", text: storesSpec },
  { name: "stores in the cluster", text: inClusterStores },
  { name: "files and volumes", text: mounts },
  { name: "the edge", text: edge },
  { name: "the edge with a zone", text: zonedEdge },
  { name: "the workloads", text: workloads },
  { name: "what runs on demand", text: onDemand },
];

/** Every spec that there is to compile, without an environment and in each of its environments. */
export const everySpec = specs.flatMap(({ name, text }) => {
  const { environments = {} } = parse(text) as { readonly environments?: object };
  return [undefined, ...Object.keys(environments)].map((environment) => ({ name, text, environment }));
});
