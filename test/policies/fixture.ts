import { readdirSync, readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { mergeSpec } from "../../policies/custom/rule-fixture.ts";
import type { Parameters } from "../../policies/rule.ts";
import type { Severity } from "../../schema/finding.ts";
import type { GraphPatch } from "./patch-graph.ts";

/** One case of a policy's fixture. */
export interface FixtureCase {
  /** A sentence about the state that is judged. */
  readonly name: string;
  /** What differs from `base.yaml`: maps merge, `null` removes, lists replace. */
  readonly spec?: unknown;
  /** The same for the state before the edit that is judged, for policies about edits. */
  readonly before?: unknown;
  /** What a pack sets of the policy's parameters. */
  readonly parameters?: Parameters;
  /** Changes to what the compiler made, for states that the language cannot express. */
  readonly patch?: readonly GraphPatch[];
  readonly expect: "compliant" | "not-compliant" | "not-evaluated" | "not-applicable";
  /** The keys of all findings, in order. */
  readonly keys?: readonly string[];
  /** Their one target, as people type it. */
  readonly target?: string;
  /** Their severity, when it is not the policy's own. */
  readonly severity?: Severity;
  /** The lines of the spec that the findings must point at, without their indentation. */
  readonly at?: string | readonly string[];
  /** Other policies that find something, too. */
  readonly also?: readonly string[];
}

/** The fixture of a policy: `<group>/<id>.yaml`. */
export interface Fixture {
  readonly policy: string;
  readonly group: string;
  readonly cases: readonly FixtureCase[];
}

const folder = new URL("./", import.meta.url);
const base: unknown = parse(readFileSync(new URL("base.yaml", folder), "utf8"));

/** Every fixture, in the order of groups and policies. */
export function fixtures(): Fixture[] {
  const groups = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !["report", "facts", "mutations"].includes(entry.name),
  );
  return groups.flatMap(({ name: group }) =>
    readdirSync(new URL(`${group}/`, folder))
      .filter((file) => file.endsWith(".yaml"))
      .sort()
      .map((file) => {
        const { cases } = parse(readFileSync(new URL(`${group}/${file}`, folder), "utf8")) as Pick<Fixture, "cases">;
        return { policy: file.replace(/\.yaml$/, ""), group, cases };
      }),
  );
}

/** The spec of a case as a user would write it: the base with the case's changes. */
export function specText({ spec = {} }: Pick<FixtureCase, "spec">): string {
  return stringify(mergeSpec(base, spec), { lineWidth: 0 });
}
