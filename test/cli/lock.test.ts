import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { testedProviders } from "../../compiler/lock/tested-providers.ts";
import { cleanSpec, filesIn, folderWith, groundplan } from "./harness.ts";

const specFile = "spec/shop/spec.yaml";
const lockFile = "spec/shop/spec.lock.yaml";

/** A folder with a spec and the lock that is written for it, edited. */
async function locked(spec: string, edit: (lock: string) => string = (lock) => lock): Promise<string> {
  const folder = folderWith({ [specFile]: spec });
  expect((await groundplan(folder, ["lock"])).code).toBe(0);
  writeFileSync(join(folder, lockFile), edit(readFileSync(join(folder, lockFile), "utf8")));
  return folder;
}

const lockOf = (folder: string) => parse(readFileSync(join(folder, lockFile), "utf8"));

describe("groundplan lock", () => {
  test("writes every version beside the spec, the same each time", async () => {
    const folder = await locked(cleanSpec);
    expect(lockOf(folder)).toMatchObject({
      version: 1,
      clusters: { shop: "1.35" },
      kubernetes: {
        "1.35": {
          addons: {
            coredns: { version: expect.stringMatching(/^v1\./) },
            "metrics-server": { repository: expect.stringMatching(/^https:/), version: expect.any(String) },
          },
        },
      },
      providers: testedProviders,
    });
    const first = filesIn(folder);
    expect((await groundplan(folder, ["lock"])).code).toBe(0);
    expect((await groundplan(folder, ["lock", "--update"])).code).toBe(0);
    expect(filesIn(folder)).toEqual(first);
  });

  test("has each environment's cluster, and what runs on each Kubernetes version", async () => {
    const dev =
      'environments: { dev: { cluster: { version: "1.34", addons: { coredns: { version: v1.12.3-eksbuild.1 } } } } }';
    const lock = lockOf(await locked(`${cleanSpec}\n${dev}\n`));
    expect(lock.clusters).toEqual({ shop: "1.35", "shop-dev": "1.34" });
    expect(lock.kubernetes["1.34"].addons.coredns).toEqual({ version: "v1.12.3-eksbuild.1" });
    expect(lock.kubernetes["1.35"].addons.coredns).not.toEqual({ version: "v1.12.3-eksbuild.1" });
  });

  test("keeps what is locked, and takes the tested version when it is asked to", async () => {
    const older = (lock: string) => lock.replace("3.13.0", "3.12.2");
    const folder = await locked(cleanSpec, older);
    await groundplan(folder, ["lock"]);
    expect(lockOf(folder).kubernetes["1.35"].addons["metrics-server"].version).toBe("3.12.2");
    await groundplan(folder, ["lock", "--update"]);
    expect(lockOf(folder).kubernetes["1.35"].addons["metrics-server"].version).toBe("3.13.0");
  });

  test("keeps the release of a machine image that somebody wrote, as long as a pool uses it", async () => {
    const written =
      "    amis: { AL2023_x86_64_STANDARD: 1.35.2-20260601, AL2023_ARM_64_STANDARD: 1.35.2-20260601 }\nproviders:";
    const folder = await locked(cleanSpec, (lock) => lock.replace("providers:", written));
    for (const command of [["lock"], ["lock", "--update"]]) {
      await groundplan(folder, command);
      expect(lockOf(folder).kubernetes["1.35"].amis).toEqual({ AL2023_x86_64_STANDARD: "1.35.2-20260601" });
    }
  });

  test("is what check, compile and synth go by", async () => {
    const folder = await locked(cleanSpec, (lock) =>
      lock
        .replace("3.13.0", "3.12.2")
        .replace("aws: 6.25.0", "aws: 6.24.0")
        .replace("providers:", "    amis: { AL2023_x86_64_STANDARD: 1.35.2-20260601 }\nproviders:"),
    );
    const { stdout } = await groundplan(folder, ["resolve"]);
    expect(stdout).toMatch(/version: 3\.12\.2 # lock, spec\/shop\/spec\.lock\.yaml:\d+\n/);
    expect((await groundplan(folder, ["explain", "cluster.addons.metrics-server.version"])).stdout).toMatch(
      /said by\n {2}spec\/shop\/spec\.lock\.yaml:\d+, kubernetes\."1\.35"\.addons\.metrics-server\.version/,
    );
    expect((await groundplan(folder, ["compile"])).code).toBe(0);
    const stack = (name: string) =>
      JSON.parse(readFileSync(join(folder, `out/stacks/shop-${name}/cdk.tf.json`), "utf8"));
    expect(stack("platform").resource.helm_release.metrics_server.version).toBe("3.12.2");
    expect(stack("network").terraform.required_providers.aws.version).toBe("6.24.0");
    expect(stack("cluster").resource.aws_eks_node_group.workers.release_version).toBe("1.35.2-20260601");
  });

  test("gives way to what the spec pins", async () => {
    const pinned = cleanSpec.replace("metrics-server: {}", "metrics-server: { version: 3.12.1 }");
    const folder = await locked(pinned, (lock) => lock.replace("3.12.1", "3.12.2"));
    expect((await groundplan(folder, ["resolve"])).stdout).toMatch(/version: 3\.12\.1 # spec\/shop\/spec\.yaml:\d+\n/);
  });

  test("holds the Kubernetes version that the spec leaves open", async () => {
    const folder = await locked(cleanSpec, (lock) => lock.replace('shop: "1.35"', 'shop: "1.34"'));
    expect((await groundplan(folder, ["resolve"])).stdout).toContain('version: "1.34" # lock, ');
  });

  test.each([
    ["1.33", "1.35", "cannot go to 1.35 at once"],
    ["1.35", "1.34", "cannot go back to 1.34"],
  ])("a cluster locked to %s is not taken to %s", async (from, to, message) => {
    const spec = cleanSpec.replace("cluster:\n", `cluster:\n  version: "${to}"\n`);
    const folder = await locked(spec, (lock) => lock.replace(`shop: "${to}"`, `shop: "${from}"`));
    const { code, stdout } = await groundplan(folder, ["check"]);
    expect(code).toBe(2);
    expect(stdout).toContain(message);
    expect(stdout).toContain("--> spec/shop/spec.yaml:14:");
    expect((await groundplan(folder, ["lock"])).code).toBe(2);
  });

  test.each([
    ["no YAML", "version: [", "yaml-syntax"],
    ["an add-on that there is not", "core-dns", "unknown-key"],
  ])("is a mistake in its own file where it is %s", async (_, text, code) => {
    const folder = await locked(cleanSpec, (lock) => (code === "yaml-syntax" ? text : lock.replace("coredns", text)));
    const { code: ended, stdout } = await groundplan(folder, ["check"]);
    expect(ended).toBe(2);
    expect(stdout).toContain(`error[${code}]`);
    expect(stdout).toMatch(/--> spec\/shop\/spec\.lock\.yaml:\d+:\d+\n/);
  });
});

describe("groundplan lock --check", () => {
  const check = (folder: string, today = "2026-11-20") => groundplan(folder, ["lock", "--check", "--today", today]);

  test("is content with what it has just written, and notes what only AWS knows", async () => {
    const { code, stdout } = await check(await locked(cleanSpec));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^spec\/shop\/spec\.lock\.yaml:\d+: note: the AMI AL2023_x86_64_STANDARD of .*\n$/);
  });

  test.each([
    ["there is no lock", (lock: string) => lock.replaceAll(/^.*$/gm, ""), undefined],
    ["behind: ", (lock: string) => lock.replace("3.13.0", "3.12.2"), "addons.metrics-server.version is 3.12.2"],
    ["behind: ", (lock: string) => lock.replace("helm: 3.1.1", "helm: 3.0.2"), "providers.helm is 3.0.2"],
    ["missing: ", (lock: string) => lock.replace(/ {6}coredns:\n.*\n/, ""), "addons.coredns.version is not locked"],
    [
      "unused: ",
      (lock: string) =>
        lock.replace("      coredns:", "      eks-pod-identity-agent: { version: v1.3.10 }\n      coredns:"),
      "nothing uses it",
    ],
    ["unused: ", (lock: string) => lock.replace("clusters:\n", 'clusters:\n  shop-old: "1.34"\n'), "shop-old"],
  ] as const)("says %s%s", async (kind, edit, text) => {
    const folder = text === undefined ? folderWith({ [specFile]: cleanSpec }) : await locked(cleanSpec, edit);
    const { code, stdout } = await check(folder);
    expect(code).toBe(1);
    expect(stdout).toContain(kind);
    expect(stdout).toContain(text ?? "spec/shop/spec.lock.yaml:1: ");
  });

  test("says when the spec pins another version", async () => {
    const folder = await locked(cleanSpec);
    writeFileSync(
      join(folder, specFile),
      cleanSpec.replace("metrics-server: {}", "metrics-server: { version: 4.0.0 }"),
    );
    expect((await check(folder)).stdout).toContain(
      'stale: kubernetes."1.35".addons.metrics-server.version is 3.13.0, and the spec says 4.0.0',
    );
  });

  test("says from which day on AWS has no standard support", async () => {
    const folder = await locked(cleanSpec);
    expect((await check(folder, "2027-03-27")).code).toBe(0);
    const { code, stdout } = await check(folder, "2027-03-28");
    expect(code).toBe(1);
    expect(stdout).toContain("unsupported: Kubernetes 1.35 of shop left AWS standard support on 2027-03-27");
  });
});

test("the tested providers are those of the bindings", () => {
  const require = createRequire(import.meta.url);
  for (const [name, version] of Object.entries(testedProviders))
    expect(require(`@cdktf/provider-${name}/package.json`).cdktf.provider.version).toBe(version);
});
