import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { diffGraphs } from "../../schema/graph/diff-graphs.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { compileText } from "../lower/compile-text.ts";
import { isAwsStack, writeDeployment } from "./deployment.ts";
import { emulatorDrift, isReal } from "./emulator-drift.ts";
import { startLocalAws } from "./local-aws.ts";
import { madeElsewhere } from "./made-elsewhere.ts";
import { structuralProblems } from "./structural-problems.ts";
import { type Terraform, terraformIn, unknownOperations } from "./terraform.ts";

/** A system to deploy for real: every AWS stack is applied, found as written, changed and destroyed. */
export interface SystemDeployment {
  /** What the tests call it. */
  readonly name: string;
  /** The spec. */
  readonly text: string;
  /** The AWS stacks to deploy, each with those before it; all when absent. */
  readonly stacks?: readonly string[];
  /** An edit of one line, whose plan must be what the graphs differ in. */
  readonly change?: { readonly find: string | RegExp; readonly replace: string };
  /** Outputs that people rely on, by stack. */
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
}

/** Declares the tests of a deployment on a local AWS of its own. Without one they say what is missing. */
export async function deploySystem({ name, text, stacks, change, outputs = {} }: SystemDeployment): Promise<void> {
  const { graph, model } = compileText(text);
  const aws = await startLocalAws(model.spec);
  const missing = "missing" in aws ? aws.missing : undefined;
  const env = "missing" in aws ? {} : aws.env;
  const drifts = emulatorDrift("isPlainMoto" in aws && aws.isPlainMoto);
  const realChanges = async (stack: string) =>
    (await terraformOf(stack).plan()).filter((change) => isReal(change, drifts));
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  const names = graph.stacks
    .filter(isAwsStack)
    .map((stack) => stack.name)
    .filter((stack) => !stacks || stacks.includes(stack));
  const terraformOf = (stack: string): Terraform =>
    terraformIn(join(folder, "out", "stacks", `${graph.name}-${stack}`), env);

  describe.skipIf(missing)(`${name} on a local AWS${missing ? `: SKIPPED, ${missing}` : ""}`, () => {
    // Each step needs the one before it: after a failure the others would only fail slowly.
    let ended: string | undefined;
    beforeEach(({ skip }) => skip(ended !== undefined, ended));
    afterEach(({ task }) => {
      if (task.result?.state === "fail") ended ??= "a step before this one failed";
    });
    afterAll(async () => {
      if (!("missing" in aws)) await aws.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("is written in the order of deployment", async () => {
      await makeWhatIsElsewhere(model, env);
      const files = await writeDeployment(join(folder, "out"), graph, model, env);
      const { stacks: written } = JSON.parse(files.get("manifest.json") ?? "{}");
      expect(Object.keys(written)).toEqual(graph.stacks.map((stack) => `${graph.name}-${stack.name}`));
    });

    it.for(names)("stack %s is valid, applies, and plans empty afterwards", async (stack, { skip, task }) => {
      const terraform = terraformOf(stack);
      await terraform.init();
      await terraform.validate();
      await terraform.apply().catch((error: Error) => {
        const unknown = unknownOperations(error.message);
        if (unknown.length === 0) throw error;
        ended = `SKIPPED, this local AWS does not know ${unknown.join(", ")}`;
        process.stderr.write(`${name}, stack ${stack}: ${ended}\n`);
        skip(Object.assign(task.meta, { ended }).ended);
      });
      expect(await realChanges(stack)).toEqual([]);
      expect(await terraform.state()).toHaveLength(resourcesIn(graph, stack).length);
      expect(Object.keys(await terraform.outputs())).toEqual(expect.arrayContaining([...(outputs[stack] ?? [])]));
    });

    if (change)
      it("plans for a changed line what the difference of the graphs says, and nothing else", async () => {
        const edited = text.replace(change.find, change.replace);
        expect(edited).not.toBe(text);
        const next = compileText(edited);
        await writeDeployment(join(folder, "out"), next.graph, next.model, env);
        const planned: string[] = [];
        for (const stack of names)
          planned.push(...(await realChanges(stack)).map(({ address }) => `${stack}/${address}`));
        const predicted = predictedChanges(graph, next.graph).filter((address) =>
          names.includes(address.split("/", 1)[0] ?? ""),
        );
        expect(predicted).not.toEqual([]);
        expect(planned.sort()).toEqual(predicted.sort());
      });

    it("is destroyed without a rest, the last stack first", async () => {
      for (const stack of names.toReversed()) {
        await terraformOf(stack).destroy();
        expect(await terraformOf(stack).state()).toEqual([]);
      }
    });
  });

  describe(`what of ${name} this cannot deploy`, () => {
    const others = graph.stacks.filter((stack) => !isAwsStack(stack)).map((stack) => stack.name);

    it.each(stacks ? [] : others)(
      "stack %s needs a cluster: only its references, providers and charts are checked",
      async (stack) => {
        const files = await writeDeployment(join(folder, "unchecked"), graph, model, {});
        expect(structuralProblems(files, `${graph.name}-${stack}`)).toEqual([]);
      },
    );

    const addresses = graph.nodes.map((node) => `${node.type}.${node.name}`);
    const drifting = drifts.filter(({ type }) => addresses.some((address) => type.test(address)));
    it.each(drifting)("$attributes of $type* are not compared after an apply: $reason", ({ attributes }) => {
      expect(attributes).not.toEqual([]);
    });
  });
}

/** The zones of routes are somebody else's, and the controller in the cluster makes the load balancers behind them. */
async function makeWhatIsElsewhere({ spec, name, region }: Model, env: NodeJS.ProcessEnv): Promise<void> {
  const made = madeElsewhere(env, region);
  const zoned = Object.entries(spec.routes).filter(([, { zone }]) => zone !== undefined);
  for (const zone of new Set(zoned.map(([, route]) => route.zone ?? ""))) await made.zone(zone);
  for (const [route] of zoned) await made.loadBalancer(`${name}-${route}`);
}

function resourcesIn(graph: ResourceGraph, stack: string): readonly unknown[] {
  return graph.nodes.filter(
    (node) => node.stack === stack && node.kind === "terraform" && !node.type.startsWith("data."),
  );
}

/** The addresses that Terraform will create, remove or change when one graph follows another. */
function predictedChanges(before: ResourceGraph, after: ResourceGraph): string[] {
  const { created, removed, changed } = diffGraphs(before, after);
  const owned = changed
    .filter(({ attributes }) => attributes.some(({ ignored }) => !ignored))
    .map(({ address }) => address);
  return [...created, ...removed, ...owned];
}
