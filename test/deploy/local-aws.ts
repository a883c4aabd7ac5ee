import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** An AWS to deploy to, and the environment in which Terraform finds it. */
export interface LocalAws {
  readonly env: NodeJS.ProcessEnv;
  /** Whether it is a moto as it is published, which knows less than a fuller local AWS. */
  readonly isPlainMoto: boolean;
  stop(): Promise<void>;
}

/** What is missing for a deployment, for people. */
export interface MissingAws {
  readonly missing: string;
}

const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_EC2_METADATA_DISABLED: "true" };
const quiet = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0", CI: "1" };

/** Who a system is deployed as: the account that it insists on, and the profile that its provider names. */
export interface Identity {
  readonly account?: string | undefined;
  readonly awsProfile?: string | undefined;
}

/**
 * Starts a local AWS in which somebody is who a system asks for. It is the first of these that there is: the command in LOCAL_AWS_UP (called with a port, it prints the
 * environment as shell text; LOCAL_AWS_DOWN stops it), the same beside the repository, `moto_server` on the PATH, or
 * whatever answers at AWS_ENDPOINT_URL. With GROUNDPLAN_REQUIRE_DEPLOY=1 it throws when there is none.
 */
export async function startLocalAws(identity: Identity = {}): Promise<LocalAws | MissingAws> {
  const found = (await hasCommand("terraform"))
    ? await findLocalAws(environmentOf(identity))
    : { missing: "terraform is not on the PATH" };
  const missing = "missing" in found ? found.missing : await missingProvider(found.env);
  if (missing === undefined) return found;
  if (!("missing" in found)) await found.stop();
  if (process.env["GROUNDPLAN_REQUIRE_DEPLOY"] === "1") throw new Error(missing);
  return { missing };
}

/** Why Terraform cannot have the AWS provider: there is neither a mirror of it nor a way to the registry. */
async function missingProvider(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "provider-"));
  const version = env["LOCAL_AWS_PROVIDER_VERSION"];
  const aws = { source: "hashicorp/aws", ...(version && { version }) };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
  const stderr = await run("terraform", ["init", "-no-color"], { cwd: folder, env }).then(
    () => "",
    (error: { stderr?: string }) => error.stderr ?? "",
  );
  rmSync(folder, { recursive: true });
  return stderr.includes("Failed to query available provider packages")
    ? "Terraform gets no AWS provider: set TF_PLUGIN_MIRROR to a folder with registry.terraform.io/hashicorp/aws, or let it reach the registry"
    : undefined;
}

/** The emulated account is moto's own unless it is told another; a profile's credentials are in a file. */
function environmentOf({ account, awsProfile }: Identity): NodeJS.ProcessEnv {
  const ofAccount = account === undefined ? {} : { MOTO_ACCOUNT_ID: account };
  if (awsProfile === undefined) return ofAccount;
  const file = join(mkdtempSync(join(tmpdir(), "aws-profile-")), "credentials");
  writeFileSync(file, `[${awsProfile}]\naws_access_key_id = test\naws_secret_access_key = test\n`);
  return { ...ofAccount, AWS_SHARED_CREDENTIALS_FILE: file, AWS_CONFIG_FILE: "/dev/null" };
}

async function findLocalAws(identity: NodeJS.ProcessEnv): Promise<LocalAws | MissingAws> {
  const beside = resolve("../shared/local-aws");
  const up = process.env["LOCAL_AWS_UP"] ?? (existsSync(beside) ? join(beside, "up") : undefined);
  const down = process.env["LOCAL_AWS_DOWN"] ?? (existsSync(beside) ? join(beside, "down") : undefined);
  if (up) return startCommand(up, down, identity);
  if (await hasCommand("moto_server")) return startMoto(identity);
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  if (endpoint) {
    const env = { ...baseEnvironment(), ...identity, AWS_ENDPOINT_URL: endpoint };
    return { env, isPlainMoto: true, stop: async () => {} };
  }
  return { missing: "there is no local AWS: pip install 'moto[server]', or set AWS_ENDPOINT_URL or LOCAL_AWS_UP" };
}

async function startCommand(up: string, down: string | undefined, identity: NodeJS.ProcessEnv): Promise<LocalAws> {
  const port = String(await freePort());
  // The command's own output is shell text, so a shell reads it and prints the environment that results.
  const script = 'text=$("$0" "$1") && eval "$text" && env -0';
  const options = { maxBuffer: 1e7, env: { ...process.env, ...identity } };
  const start = () => run("bash", ["-c", script, up, port], options);
  // It looks for the provider on the whole disk, which fails when another test removes a folder meanwhile.
  const { stdout } = await start().catch(start).catch(start);
  const entries = stdout
    .split("\0")
    .filter(Boolean)
    .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]);
  const env = { ...Object.fromEntries(entries), ...quiet };
  return { env, isPlainMoto: false, stop: async () => void (down && (await run(down, [port]))) };
}

async function startMoto(identity: NodeJS.ProcessEnv): Promise<LocalAws> {
  const port = String(await freePort());
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", port], {
    stdio: "ignore",
    env: { ...process.env, ...identity, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 300; attempt++) {
    if (
      await fetch(`${endpoint}/moto-api/`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break;
    await setTimeout(100);
  }
  return {
    env: { ...baseEnvironment(), ...identity, AWS_ENDPOINT_URL: endpoint },
    isPlainMoto: true,
    stop: async () => void server.kill(),
  };
}

/** Terraform's own environment. Without a mirror in TF_PLUGIN_MIRROR, `terraform init` needs the network. */
function baseEnvironment(): NodeJS.ProcessEnv {
  const { TF_PLUGIN_MIRROR: mirror, AWS_PROFILE: _, ...rest } = process.env;
  const env = { ...rest, ...credentials, ...quiet };
  if (!mirror) return env;
  const versions = readdirSync(join(mirror, "registry.terraform.io/hashicorp/aws")).filter((name) => /^\d/.test(name));
  const version = versions.sort(new Intl.Collator("en", { numeric: true }).compare).at(-1);
  const file = join(mkdtempSync(join(tmpdir(), "terraformrc-")), "terraformrc");
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return { LOCAL_AWS_PROVIDER_VERSION: version, ...env, TF_CLI_CONFIG_FILE: file };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? done(address.port) : fail(new Error("no free port")),
      );
    });
  });
}

/** Whether a command is on the PATH. */
export function hasCommand(name: string): Promise<boolean> {
  return run("sh", ["-c", `command -v ${name}`]).then(
    () => true,
    () => false,
  );
}
