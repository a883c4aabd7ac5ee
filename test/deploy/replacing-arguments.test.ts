import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { forcesReplacement } from "../../schema/graph/replacing-arguments.ts";
import { startLocalAws } from "./local-aws.ts";

const run = promisify(execFile);

type Values = Readonly<Record<string, unknown>>;

const cases: Readonly<Record<string, { readonly before: Values; readonly after: Values }>> = parse(
  readFileSync(new URL("every-argument.yaml", import.meta.url), "utf8"),
);
// A plan without a refresh asks no AWS; what comes with a local one is the way to the provider.
const aws = await startLocalAws();
const missing = "missing" in aws ? aws.missing : undefined;
const env = "missing" in aws ? {} : aws.env;
const folder = mkdtempSync(join(tmpdir(), "replacing-"));
const forced = new Map<string, readonly string[]>();

async function terraform(...args: readonly string[]): Promise<string> {
  return (await run("terraform", args, { cwd: folder, env, maxBuffer: 2 ** 28 })).stdout;
}

/** What the plan of one change of everything says, from a state that nobody has to apply first. */
async function plan(): Promise<void> {
  const aws = { skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true };
  const source = { source: "hashicorp/aws", version: "5.100.0" };
  const resource = Object.fromEntries(Object.entries(cases).map(([type, { after }]) => [type, { x: after }]));
  const provider = { aws: { ...aws, region: "eu-west-1", access_key: "x", secret_key: "x" } };
  write("main.tf.json", { terraform: { required_providers: { aws: source } }, provider, resource });
  await terraform("init", "-no-color");
  const registry = "registry.terraform.io/hashicorp/aws";
  const { provider_schemas: schemas } = JSON.parse(await terraform("providers", "schema", "-json"));
  const resources = Object.entries(cases).map(([type, { before }]) => ({
    ...{ mode: "managed", type, name: "x", provider: `provider["${registry}"]` },
    instances: [
      {
        schema_version: schemas[registry].resource_schemas[type].version,
        attributes: { ...before, id: before["identifier"] ?? before["name"] ?? "x-1" },
      },
    ],
  }));
  write("terraform.tfstate", {
    version: 4,
    terraform_version: "1.11.0",
    serial: 1,
    lineage: "x",
    outputs: {},
    resources,
  });
  await terraform("plan", "-refresh=false", "-no-color", "-out=plan");
  const { resource_changes: changes } = JSON.parse(await terraform("show", "-json", "plan"));
  for (const { type, change } of changes) forced.set(type, (change.replace_paths ?? []).map(plainPath));
}

function write(name: string, data: object): void {
  writeFileSync(join(folder, name), JSON.stringify(data));
}

function plainPath(path: readonly (string | number)[]): string {
  return camel(path.filter((part) => typeof part === "string").join("."));
}

function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The arguments that differ, with their values, as a graph has them: what is in a block of one by a path of its own. */
function differences(
  before: unknown,
  after: unknown,
  path = "",
): readonly { path: string; before: unknown; after: unknown }[] {
  if (isBlock(before) && isBlock(after)) return differences(before[0], after[0], path);
  if (isMap(before) && isMap(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], path === "" ? camel(key) : `${path}.${camel(key)}`),
    );
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

function isBlock(value: unknown): value is readonly [Values] {
  return Array.isArray(value) && value.length === 1 && isMap(value[0]);
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (!("missing" in aws)) await aws.stop();
});

describe.skipIf(missing)(`arguments that force a new resource${missing ? `: SKIPPED, ${missing}` : ""}`, () => {
  beforeAll(plan);

  test.each(Object.entries(cases))("%s: those that a plan says", (type, { before, after }) => {
    const changed = differences(before, after);
    const known = changed.filter((change) => forcesReplacement(type, change)).map(({ path }) => path);
    const planned = changed
      .map(({ path }) => path)
      .filter((path) => forced.get(type)?.some((each) => isPart(each, path)));
    expect(known.sort()).toEqual(planned.sort());
  });
});

/** A block that comes or goes as a whole counts with what is in it. */
function isPart(inner: string, path: string): boolean {
  return inner === path || inner.startsWith(`${path}.`);
}
