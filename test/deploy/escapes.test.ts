import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { lowerGraph } from "../../compiler/lower/lower-graph.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import { awkwardText } from "../lower/random-graph.ts";
import { sampleModel, sampleStack } from "../lower/sample-graph.ts";
import { hasCommand } from "./local-aws.ts";
import { terraformIn } from "./terraform.ts";

const missing = !(await hasCommand("terraform"));
const folder = mkdtempSync(join(tmpdir(), "escapes-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(missing)(`text in Terraform${missing ? ": SKIPPED, terraform is not on the PATH" : ""}`, () => {
  it("comes out as it was written, whatever template syntax it holds", async () => {
    const texts = fc.sample(awkwardText, { numRuns: 300, seed: 1 });
    const outputs = Object.fromEntries(texts.map((value, index) => [`text_${index}`, { description: value, value }]));
    const graph = createGraph("escapes", [sampleStack("only", { providers: {}, outputs })], []);
    const path = "stacks/escapes-only/cdk.tf.json";
    mkdirSync(join(folder, "stacks/escapes-only"), { recursive: true });
    writeFileSync(join(folder, path), (await lowerGraph(graph, sampleModel)).get(path) ?? "");

    const terraform = terraformIn(join(folder, "stacks/escapes-only"), process.env);
    await terraform.init();
    await terraform.apply();
    const wellFormed = texts.map((value, index) => [`text_${index}`, value.normalize("NFC")]);
    expect(await terraform.outputs()).toEqual(Object.fromEntries(wellFormed));
  });
});
