import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { diffGraphs } from "../../schema/graph/diff-graphs.ts";
import { compileText } from "../lower/compile-text.ts";
import { isAwsStack, writeDeployment } from "./deployment.ts";
import { emulatorDrift, isReal } from "./emulator-drift.ts";
import { startLocalAws } from "./local-aws.ts";
import { structuralProblems } from "./structural-problems.ts";
import { type Terraform, terraformIn } from "./terraform.ts";

const aws = await startLocalAws();
const missing = "missing" in aws ? aws.missing : undefined;
const env = "missing" in aws ? {} : aws.env;
const folder = mkdtempSync(join(tmpdir(), "deploy-"));

const text = readFileSync("spec/fastapi-app/spec.yaml", "utf8");
const { graph, model } = compileText(text);
const names = graph.stacks.filter(isAwsStack).map(({ name }) => name);

afterAll(async () => {
  if (!("missing" in aws)) await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

function terraformOf(stack: string): Terraform {
  return terraformIn(join(folder, "out", "stacks", `${graph.name}-${stack}`), env);
}

describe.skipIf(missing)(`fastapi-app on a local AWS${missing ? `: SKIPPED, ${missing}` : ""}`, () => {
  it("is written in the order of deployment", async () => {
    const files = await writeDeployment(join(folder, "out"), graph, model, env);
    const { stacks } = JSON.parse(files.get("manifest.json") ?? "{}");
    expect(Object.keys(stacks)).toEqual(graph.stacks.map(({ name }) => `${graph.name}-${name}`));
  });

  it.each(names)("stack %s is valid, applies, and plans empty afterwards", async (name) => {
    const terraform = terraformOf(name);
    await terraform.init();
    await terraform.validate();
    await terraform.apply();
    expect((await terraform.plan()).filter(isReal)).toEqual([]);
    const expected = graph.nodes.filter(
      ({ stack, kind, type }) => stack === name && kind === "terraform" && !type.startsWith("data."),
    );
    expect(await terraform.state()).toHaveLength(expected.length);
  });

  it("plans for a changed line what the difference of the graphs says, and nothing else", async () => {
    const changed = text.replace(/(instances: \[t3\.medium\]\n\s*size: \{.*max: )3/, "$14");
    expect(changed).not.toBe(text);
    const next = compileText(changed);
    const { created, removed, changed: nodes } = diffGraphs(graph, next.graph);
    const owned = nodes
      .filter(({ attributes }) => attributes.some(({ ignored }) => !ignored))
      .map(({ address }) => address);
    const predicted = [...created, ...removed, ...owned];
    expect(predicted).not.toEqual([]);

    await writeDeployment(join(folder, "out"), next.graph, next.model, env);
    const planned: string[] = [];
    for (const name of names)
      planned.push(...(await terraformOf(name).plan()).filter(isReal).map(({ address }) => `${name}/${address}`));
    expect(planned.sort()).toEqual(predicted.sort());
  });

  it("is destroyed without a rest, the last stack first", async () => {
    for (const name of names.toReversed()) {
      await terraformOf(name).destroy();
      expect(await terraformOf(name).state()).toEqual([]);
    }
  });
});

describe("what this cannot deploy", () => {
  const others = graph.stacks.filter((stack) => !isAwsStack(stack)).map(({ name }) => name);

  it.each(others)("stack %s needs a cluster: only its references, providers and charts are checked", async (name) => {
    const files = await writeDeployment(join(folder, "unchecked"), graph, model, {});
    expect(structuralProblems(files, `${graph.name}-${name}`)).toEqual([]);
  });

  for (const { type, attributes, reason } of emulatorDrift) {
    it(`${attributes.join(", ")} of ${type.source}* is not compared after an apply: ${reason}`, () => {
      const addresses = graph.nodes.map((node) => `${node.type}.${node.name}`);
      expect(addresses.some((address) => type.test(address))).toBe(true);
    });
  }
});
