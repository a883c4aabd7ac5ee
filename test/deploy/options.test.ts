import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { shop } from "../compiler/compile.ts";
import { poolsSpec } from "../compiler/pools.ts";
import { storesSpec } from "../compiler/stores.ts";
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

/** What fastapi-app does not ask for, with the stacks that differ by it. */
const cases = [
  { what: "gateways by zone, and endpoints", spec: shop.replace("zones: [a, b]", network), names: ["network"] },
  {
    what: "a database and a bucket",
    // Otherwise AWS would rightly refuse to destroy it.
    spec: storesSpec.replace("storage: 50Gi", "storage: 50Gi, deletionProtection: false"),
    names: ["network", "data"],
  },
  {
    what: "node pools of every kind",
    spec: poolsSpec,
    names: ["network", "cluster"],
  },
];

afterAll(async () => {
  if (!("missing" in aws)) await aws.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(missing).each(cases)(
  `$what, on a local AWS${missing ? `: SKIPPED, ${missing}` : ""}`,
  ({ what, spec, names }) => {
    const { graph, model } = compileText(spec);
    const root = join(folder, what);
    const terraformOf = (stack: string): Terraform => terraformIn(join(root, "stacks", `${graph.name}-${stack}`), env);

    it.each(names)("stack %s is valid, applies, and plans empty afterwards", async (name) => {
      if (name === names[0]) await writeDeployment(root, graph, model, env);
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
  },
);
