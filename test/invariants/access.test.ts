import fc from "fast-check";
import { expect, it } from "vitest";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { isUndeclared } from "../../policies/access-matrix/access.ts";
import { accessMatrix } from "../../policies/access-matrix/access-matrix.ts";
import { checkPolicies } from "../../policies/check-policies.ts";
import { declaredEdges } from "../../policies/facts/declared-edges.ts";
import { factsOf } from "../../policies/facts/facts.ts";
import { basePack } from "../../policies/pack/pack.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { patchGraph } from "../policies/patch-graph.ts";
import { randomSpec } from "./random-spec.ts";

const more = process.env["GROUNDPLAN_RANDOM_SPECS"];
const numRuns = Math.ceil(Number(more ?? 40) / 2);
const options = { pack: basePack, today: "2026-11-20", useWaivers: false };

/** What tears the network policies of a graph apart, and opens others. */
const damage = fc.constantFrom(
  [],
  [{ nodes: "workloads/NetworkPolicy.*", drop: true }],
  [{ nodes: "workloads/NetworkPolicy.*", remove: ["spec.egress"] }],
  [{ nodes: "workloads/NetworkPolicy.*", set: { "spec.ingress": [{}], "spec.egress": [{}] } }],
);

it("the access matrix has every line of uses, says of each what the policies find, and finds nothing undeclared", {
  timeout: 10 * 60_000,
}, () => {
  const seed = more === undefined ? { seed: 1 } : {};
  fc.assert(
    fc.property(randomSpec, damage, ({ text }, patches) => {
      const [run] = runSpec("spec.yaml", new TextEncoder().encode(text), options);
      if (!run?.compiled) throw new Error("nothing was compiled");
      const { model, graph } = run.compiled;
      const hasPolicies = graph.objects("NetworkPolicy").length > 0;
      agree(model, hasPolicies ? patchGraph(graph, patches) : graph);
      const { cells } = accessMatrix({ model, graph, facts: factsOf(graph) });
      // What is compiled without an override is asked for, all of it, and open.
      expect(
        cells.flatMap(({ source, target, ways }) =>
          ways.flatMap((way) => (isUndeclared(way) || way.state !== "open" ? [{ source, target, ...way }] : [])),
        ),
      ).toEqual([]);
    }),
    { numRuns, ...seed },
  );
});

function agree(model: Model, graph: ResourceGraph): void {
  const facts = factsOf(graph);
  const { cells } = accessMatrix({ model, graph, facts });
  const ways = cells.flatMap(({ source, target, ways: own }) => own.map((way) => ({ source, target, ...way })));
  const { findings } = checkPolicies({ model, graph, today: options.today });
  const found = (policy: string): readonly string[] =>
    findings.filter((each) => each.policy === policy).map(({ target, key }) => `${formatSpecPath(target)} ${key}`);

  const lines = ways.flatMap(({ because }) => because.map(({ path }) => path));
  for (const { path } of declaredEdges(model)) expect(lines).toContain(formatSpecPath(path));

  const closed = declaredEdges(model).filter(({ path, item, service }) =>
    ways.some(
      ({ source, target, state, because }) =>
        source === formatSpecPath(["services", service]) &&
        target === formatSpecPath(item) &&
        state === "closed" &&
        because.some((reason) => reason.path === formatSpecPath(path)),
    ),
  );
  expect(closed.map(({ service, target }) => `services.${service} uses:${target}`).sort()).toEqual(
    [...found("access-uses-work")].sort(),
  );

  // What a role allows on a bucket counts for the policy without a way over the network, too.
  const strangers = ways.filter(
    ({ source, target, because, state, kind }) =>
      target.startsWith("stores.") &&
      source !== target &&
      source !== "nodes" &&
      source !== "internet" &&
      because.length === 0 &&
      kind !== "delivery" &&
      state === "open",
  );
  const pairs = cells
    .filter(({ ways: own }) => own.every(isUndeclared))
    .map(({ source, target }) => `${target} from:${source}`);
  expect(
    [...new Set(strangers.map(({ source, target }) => `${target} from:${source}`))]
      .filter((each) => pairs.includes(each))
      .sort(),
  ).toEqual([...found("access-stores-undeclared")].sort());
}
