import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shop } from "../compiler/compile.ts";
import { compileText } from "../lower/compile-text.ts";
import { writeDeployment } from "./deployment.ts";
import { isReal } from "./emulator-drift.ts";
import { startLocalAws } from "./local-aws.ts";
import { type Terraform, terraformIn } from "./terraform.ts";

const aws = await startLocalAws();
const missing = "missing" in aws ? aws.missing : undefined;
const env = "missing" in aws ? {} : aws.env;
const folder = mkdtempSync(join(tmpdir(), "deploy-"));

const network = `zones: [a, b, c]
  nat: custom
  natZones: { a: a, b: b, c: a }
  endpoints: { s3: {}, dynamodb: {}, ecr.api: {}, sqs: {}, sts: {} }`;
const { graph, model } = compileText(shop.replace("zones: [a, b]", network));
const names = ["network"];

afterAll(async () => {
  if (!("missing" in aws)) await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

function terraformOf(stack: string): Terraform {
  return terraformIn(join(folder, "stacks", `${graph.name}-${stack}`), env);
}

describe.skipIf(missing)(`what few systems ask for, on a local AWS${missing ? `: SKIPPED, ${missing}` : ""}`, () => {
  it.each(names)("stack %s is valid, applies, and plans empty afterwards", async (name) => {
    if (name === names[0]) await writeDeployment(folder, graph, model, env);
    const terraform = terraformOf(name);
    await terraform.init();
    await terraform.validate();
    await terraform.apply();
    expect((await terraform.plan()).filter(isReal)).toEqual([]);
  });

  it("is destroyed without a rest, the last stack first", async () => {
    for (const name of names.toReversed()) {
      await terraformOf(name).destroy();
      expect(await terraformOf(name).state()).toEqual([]);
    }
  });
});
