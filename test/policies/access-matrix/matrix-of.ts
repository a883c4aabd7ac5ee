import { runSpec } from "../../../compiler/cli/pipeline.ts";
import type { AccessMatrix, AccessWay } from "../../../policies/access-matrix/access.ts";
import { accessMatrix } from "../../../policies/access-matrix/access-matrix.ts";
import { factsOf } from "../../../policies/facts/facts.ts";
import { basePack } from "../../../policies/pack/pack.ts";
import { compileCase } from "../check-case.ts";
import type { FixtureCase } from "../fixture.ts";

/** The matrix of a spec's text, with its overrides. Fails the test, with the mistakes, if it is not valid. */
export function matrixOf(text: string): AccessMatrix {
  const options = { pack: basePack, today: "2026-11-20", useWaivers: true };
  const [run] = runSpec("spec.yaml", new TextEncoder().encode(text), options);
  if (!run?.compiled) throw new Error(JSON.stringify(run?.report.problems.map(({ message }) => message)));
  const { model, graph } = run.compiled;
  return accessMatrix({ model, graph, facts: factsOf(graph) });
}

/** The matrix of the policies' base with some changes, of its spec or of its graph. */
export function matrixOfCase(fixture: Pick<FixtureCase, "spec" | "patch">): AccessMatrix {
  const { model, graph } = compileCase(fixture);
  return accessMatrix({ model, graph, facts: factsOf(graph) });
}

/** The ways from a source to a target. */
export function waysBetween({ cells }: AccessMatrix, source: string, target: string): readonly AccessWay[] {
  return cells.find((cell) => cell.source === source && cell.target === target)?.ways ?? [];
}

/** The ways of a matrix that no line asks for, in words. */
export function undeclared({ cells }: AccessMatrix): readonly string[] {
  return cells.flatMap(({ source, target, ways }) =>
    ways.flatMap(({ because, actions, state, ports }) => {
      const extra = actions.flatMap(({ name, asked }) => (asked ? [] : [name]));
      if (because.length > 0 && extra.length === 0) return [];
      return [[source, "→", target, state, ...ports, ...extra].join(" ")];
    }),
  );
}
