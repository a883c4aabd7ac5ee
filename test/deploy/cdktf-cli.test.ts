import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { startLocalAws } from "./local-aws.ts";

const run = promisify(execFile);
const aws = await startLocalAws();
const missing = "missing" in aws ? aws.missing : undefined;
const folder = mkdtempSync(join(tmpdir(), "cdktf-"));

/** Runs `cdktf` on the smoke app; the flags keep it off the network. */
async function cdktf(command: string, ...flags: readonly string[]): Promise<string> {
  const common = ["--app", "node --import tsx test/deploy/smoke-app.ts", "--output", join(folder, "out")];
  const env = "missing" in aws ? {} : aws.env;
  const { stdout } = await run("node_modules/.bin/cdktf", [command, ...common, ...flags], { env, maxBuffer: 1e8 });
  return stdout;
}

const offline = ["--auto-approve", "--skip-provider-lock", "--disable-plugin-cache-env"];

describe.skipIf(missing)(`the cdktf command${missing ? `: SKIPPED, ${missing}` : ""}`, () => {
  afterAll(async () => {
    if (!("missing" in aws)) await aws.stop();
    rmSync(folder, { recursive: true });
  });

  it("lists the stacks that groundplan wrote", async () => {
    expect(await cdktf("list")).toMatch(/smoke-network[\s\S]*smoke-data/);
  });

  it("deploys two stacks that depend on each other, and keeps their state beside the output", async () => {
    await cdktf("deploy", "*", ...offline);
    const state = JSON.parse(readFileSync(join(folder, "terraform.smoke-data.tfstate"), "utf8"));
    expect(state.outputs.description.value).toBe("costs 5$ %{x} ${y}");
    expect(existsSync(join(folder, "terraform.smoke-network.tfstate"))).toBe(true);
  });

  it("destroys them", async () => {
    await cdktf("destroy", "*", ...offline);
    const state = JSON.parse(readFileSync(join(folder, "terraform.smoke-network.tfstate"), "utf8"));
    expect(state.resources).toEqual([]);
  });
});
