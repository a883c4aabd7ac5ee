import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { shop, specOf } from "../compiler/compile.ts";
import { storesSpec } from "../compiler/stores.ts";
import { workloads } from "../compiler/workloads.ts";
import { compileText } from "../lower/compile-text.ts";
import { type Emitted, emit } from "./emitted.ts";
import { invariants } from "./registry.ts";

const systems = readdirSync(new URL("../../spec", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, text: specOf(name) }));
const complete = readFileSync(new URL("../fixtures/complete.yaml", import.meta.url), "utf8");
const specs = [
  ...systems,
  { name: "the complete spec", text: complete },
  { name: "the shop", text: shop },
  { name: "the stores", text: storesSpec },
  { name: "the workloads", text: workloads },
];

/** A spec without an environment, and in each of its environments. */
const cases = specs.flatMap(({ name, text }) => {
  const { environments = {} } = parse(text) as { readonly environments?: object };
  return [undefined, ...Object.keys(environments)].map((environment) => ({ name, text, environment }));
});

describe.each(cases)("$name, environment $environment", ({ text, environment }) => {
  let emitted: Emitted | undefined;

  it.each(invariants)("$name", async ({ check }) => {
    emitted ??= await emit(compileText(text, environment));
    expect(check(emitted)).toEqual([]);
  });
});
