import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { fixtures } from "../fixture.ts";
import type { GraphPatch } from "../patch-graph.ts";

/** One change to what is compiled from `system.yaml`, and what the policy must say of it. */
export interface Mutation extends GraphPatch {
  readonly policy: string;
  /** The keys of the findings that the change brings about, in order. */
  readonly keys: readonly string[];
  /** What stands in the spec where they point, or how it begins. */
  readonly at: string | readonly string[];
}

const folder = new URL("./", import.meta.url);

/** The text of the system that is changed. */
export const systemText = readFileSync(new URL("system.yaml", folder), "utf8");

/** Every mutation of the tables, file by file. */
export function mutations(): Mutation[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml") && file !== "system.yaml")
    .sort()
    .flatMap((file) => parse(readFileSync(new URL(file, folder), "utf8")) as Mutation[]);
}

/** How many changed graphs each policy must find fault with: rows of the tables, and fixtures with a `patch`. */
export function mutationsByPolicy(): ReadonlyMap<string, number> {
  const ofFixtures = fixtures().flatMap(({ policy, cases }) =>
    cases.filter(({ patch, expect }) => patch && expect === "not-compliant").map(() => policy),
  );
  const counts = new Map<string, number>();
  for (const policy of [...ofFixtures, ...mutations().map((mutation) => mutation.policy)])
    counts.set(policy, (counts.get(policy) ?? 0) + 1);
  return counts;
}

/** Rules of the graph whose fault no change of a graph brings about, and why. */
export const unchangeable: Readonly<Record<string, string>> = {
  "data-in-cluster-state-acknowledged":
    "only a spec that asks for it makes a StatefulSet with volumes, and each is found",
};
