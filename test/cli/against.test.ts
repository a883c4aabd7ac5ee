import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gitIn, repositoryWith } from "./git-repository.ts";
import { bareSpec, brokenSpec, cleanSpec, type Ended, flawedSpec, folderWith, groundplan } from "./harness.ts";

const file = "spec/shop/spec.yaml";
const withoutLogs = `${bareSpec}network: { endpoints: { s3: {} }, flowLogs: { enabled: false } }\n`;
const waived = `${withoutLogs}waivers:
  - policy: net-flow-logs
    target: network
    reason: Nobody reads them before the first release.
    owner: platform@example.com
    expires: 2027-01-31
`;

/** What the JSON report says of an edit. */
interface DeltaDocument {
  readonly against: string;
  readonly systems: readonly {
    readonly system: string | null;
    readonly state: string;
    readonly findings: readonly { readonly change: string; readonly policy: string; readonly key: string }[];
    readonly resources: Readonly<Record<"created" | "changed" | "replaced" | "destroyed", readonly unknown[]>> | null;
  }[];
  readonly files: readonly { readonly file: string; readonly changed: readonly unknown[] }[];
}

function deltaOf({ stdout }: Ended): DeltaDocument {
  return (JSON.parse(stdout) as { delta: DeltaDocument }).delta;
}

function changesIn(ended: Ended): readonly string[] {
  return deltaOf(ended).systems.flatMap(({ findings }) => findings.map(({ change, policy }) => `${change} ${policy}`));
}

async function edit(before: string, after: string, ...more: readonly string[]): Promise<Ended> {
  const repository = repositoryWith({ [file]: before });
  repository.commit({ [file]: after });
  return groundplan(repository.folder, ["check", "--against", "main", "--format", "json", ...more]);
}

describe("check --against a revision", () => {
  test("counts what was there, and fails for what is new alone", async () => {
    const gate = ["--fail-on", "info"];
    const same = await edit(withoutLogs, `# a comment, and a line more\n\n${withoutLogs}`, ...gate);
    expect(same.code).toBe(0);
    expect(changesIn(same)).toEqual([]);
    expect(JSON.parse(same.stdout).totals.known).toBe(1);
    const worse = await edit(withoutLogs, withoutLogs.replace("cluster:\n", "cluster:\n  logs: [api]\n"), ...gate);
    expect(worse.code).toBe(1);
    expect(new Set(changesIn(worse))).toEqual(new Set(["new eks-control-plane-logs"]));
  });

  test("says of the last spec that it is gone", async () => {
    const repository = repositoryWith({ [file]: cleanSpec });
    repository.commit({ [file]: undefined });
    for (const specs of [[], ["spec/*/spec.yaml"]]) {
      const ended = await groundplan(repository.folder, ["check", ...specs, "--against", "main", "--format", "json"]);
      expect({ code: ended.code, states: deltaOf(ended).systems.map(({ state }) => state) }).toEqual({
        code: 0,
        states: ["removed"],
      });
    }
    const nowhere = await groundplan(repository.folder, ["check", "specs/*.yaml", "--against", "main"]);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('no file matches "specs/*.yaml"') });
  });

  test("names in a comment the waiver that has expired meanwhile, which no edit makes loud", async () => {
    const expired = waived.replace("2027-01-31", "2026-11-01");
    const { code, stdout } = await edit(expired, `# edited\n${expired}`, "--format", "markdown");
    expect(code).toBe(0);
    expect(stdout.split("\n").at(-2)).toBe(
      '**Waivers to decide about again:** the waiver of "net-flow-logs" expired on 2026-11-01.',
    );
  });

  test("says what is fixed, newly waived and no longer waived", async () => {
    expect(changesIn(await edit(withoutLogs, cleanSpec))).toEqual(["fixed net-flow-logs"]);
    const excused = await edit(withoutLogs, waived);
    expect(excused.code).toBe(0);
    expect(changesIn(excused)).toEqual(["waived net-flow-logs"]);
    const bare = await edit(waived, withoutLogs, "--fail-on", "medium");
    expect(bare.code).toBe(1);
    expect(changesIn(bare)).toEqual(["unwaived net-flow-logs"]);
    expect(changesIn(await edit(waived, waived.replace("2027-01-31", "2027-02-10")))).toEqual([
      "prolonged net-flow-logs",
    ]);
  });

  test("knows a faulty waiver again when another is put before it", async () => {
    const idle = waived.replace("net-flow-logs", "net-multi-az");
    const first = idle.replace(
      "waivers:\n",
      "waivers:\n  - { policy: net-flow-logs, target: network, reason: Not before the release., owner: me, expires: 2027-01-31 }\n",
    );
    const changes = changesIn(await edit(idle, first));
    expect(changes).toEqual(["waived net-flow-logs"]);
  });

  test("says that a milder profile no longer asks", async () => {
    const of = (profile: string): string => bareSpec.replace("version: 1\n", `version: 1\nprofile: ${profile}\n`);
    const oneNat = "network: { endpoints: { s3: {} }, nat: single }\n";
    const ended = await edit(of("regulated") + oneNat, of("base") + oneNat);
    expect(changesIn(ended)).toContain("unasked net-nat-per-az");
  });

  test("takes the state where the two branches parted", async () => {
    const repository = repositoryWith({ [file]: cleanSpec });
    repository.commit({ [file]: `${cleanSpec}# edited\n` });
    repository.git("checkout", "--quiet", "main");
    repository.git("checkout", "--quiet", "-B", "main");
    repository.commit({ [file]: withoutLogs });
    repository.git("checkout", "--quiet", "edit");
    const ended = await groundplan(repository.folder, ["check", "--against", "main", "--format", "json"]);
    expect(changesIn(ended)).toEqual([]);
    expect(deltaOf(ended).against).toMatch(/^main \([0-9a-f]{7}\)$/);
  });

  test("says that nothing changes where only lines move", async () => {
    const ended = await edit(cleanSpec, `\n\n# moved\n${cleanSpec}`);
    const [shop] = deltaOf(ended).systems;
    expect(shop).toMatchObject({ state: "compared", findings: [] });
    expect(shop?.resources).toEqual({ created: [], changed: [], replaced: [], destroyed: [] });
    expect(deltaOf(ended).files).toEqual([{ file, changed: [{ line: 1, endLine: 3 }] }]);
    const repository = repositoryWith({ [file]: cleanSpec });
    const { stdout } = await groundplan(repository.folder, ["check", "--against", "main"]);
    expect(stdout).toContain("new 0, fixed 0, waived 0, expiring 0\n  shop: no resource changes\n");
  });

  test("reads the lock that stood beside the spec", async () => {
    const repository = repositoryWith({ [file]: cleanSpec });
    await groundplan(repository.folder, ["lock"]);
    repository.commit({});
    const ended = await groundplan(repository.folder, ["check", "--against", "edit", "--format", "json"]);
    expect(deltaOf(ended).systems[0]?.resources?.changed).toEqual([]);
  });
});

describe("what comes and goes", () => {
  test("a spec that is new, one that is gone, and one in another folder", async () => {
    const repository = repositoryWith({
      "spec/old/spec.yaml": cleanSpec.replace("system: shop", "system: old"),
      [file]: cleanSpec,
    });
    repository.commit({
      "spec/old/spec.yaml": undefined,
      [file]: undefined,
      "spec/new/spec.yaml": cleanSpec.replace("system: shop", "system: new"),
      "spec/moved/spec.yaml": cleanSpec,
    });
    const ended = await groundplan(repository.folder, ["check", "--against", "main", "--format", "json"]);
    expect(deltaOf(ended).systems.map(({ system, state }) => `${system} ${state}`)).toEqual([
      "shop compared",
      "new new",
      "old removed",
    ]);
  });

  test("a spec that had mistakes counts as none, and this is said", async () => {
    const ended = await edit(brokenSpec, flawedSpec, "--fail-on", "medium");
    expect(ended.code).toBe(1);
    expect(deltaOf(ended).systems[0]?.state).toBe("invalid-before");
    const repository = repositoryWith({ [file]: brokenSpec });
    repository.commit({ [file]: cleanSpec });
    const { stdout } = await groundplan(repository.folder, ["check", "--against", "main"]);
    expect(stdout).toContain("shop: had mistakes before, so that everything counts as new");
  });

  test("a spec that has mistakes now fixes nothing", async () => {
    const ended = await edit(flawedSpec, brokenSpec);
    expect(ended.code).toBe(2);
    expect(deltaOf(ended).systems).toMatchObject([{ state: "invalid", findings: [] }]);
  });

  test("an environment that is new, asked for alone", async () => {
    const prod = `${cleanSpec}environments: { prod: { cluster: { logs: [api] } } }\n`;
    const ended = await edit(cleanSpec, prod, "--env", "prod");
    expect(deltaOf(ended).systems[0]?.state).toBe("new");
  });
});

describe("a resource that would be made anew", () => {
  const bucket = (name: string, more = ""): string =>
    `${cleanSpec}stores: { ${name}: { kind: bucket, engine: s3${more} }, keep: { kind: bucket, engine: s3 } }\n`;

  test("is a critical finding, unless it only has another name", async () => {
    const lost = await edit(bucket("files"), bucket("uploads"));
    expect(lost.code).toBe(1);
    expect(changesIn(lost)).toContain("new ops-replacement-danger");
    expect(deltaOf(lost).systems[0]?.resources?.destroyed).toContainEqual({
      address: "data/aws_s3_bucket.files",
      loses: "data",
    });
    const moved = await edit(bucket("files"), bucket("uploads", ", renamedFrom: files"));
    expect(moved.code).toBe(0);
    expect(changesIn(moved)).toEqual([]);
    expect(deltaOf(moved).systems[0]?.resources).toMatchObject({ replaced: [], destroyed: [] });
  });

  test("is a matter of edits: nobody asks without one, and a waiver of it bothers no later edit", async () => {
    const accepted = `${bucket("uploads")}waivers:
  - policy: ops-replacement-danger
    target: stores.files
    reason: The bucket is empty, as its owner confirmed.
    owner: platform@example.com
    expires: 2026-12-01
`;
    const meant = await edit(bucket("files"), accepted);
    expect(meant.code).toBe(0);
    expect(changesIn(meant)).toContain("waived ops-replacement-danger");
    const alone = await groundplan(folderWith({ [file]: accepted }), [
      "check",
      "--fail-on",
      "info",
      "--format",
      "json",
    ]);
    expect(JSON.parse(alone.stdout).systems[0].findings).toEqual([]);
    expect(changesIn(await edit(accepted, `${accepted}# later\n`))).toEqual([]);
  });
});

describe("check --against a folder", () => {
  test("compares with the same paths below it, without git", async () => {
    const folder = folderWith({
      [file]: cleanSpec,
      [`before/${file}`]: withoutLogs,
      "before/spec/old/spec.yaml": cleanSpec.replace("system: shop", "system: old"),
    });
    const ended = await groundplan(folder, ["check", "--against", "./before", "--format", "json"]);
    expect(changesIn(ended)).toEqual(["fixed net-flow-logs"]);
    expect(deltaOf(ended).systems.map(({ state }) => state)).toEqual(["compared", "removed"]);
  });
});

describe("a state that cannot be read", () => {
  test.each([
    ["--upload-pack=x", "is no revision and no folder", "name one"],
    ["nowhere", 'git knows no revision "nowhere"', "git fetch origin"],
    ["./nowhere", 'there is no folder "./nowhere"', "name the folder"],
    ["HEAD:spec", "git knows no revision", "check the name"],
    ["main..edit", "git knows no revision", "check the name"],
    ["base", '"base" is a folder and a git revision', "write ./base for the folder"],
  ])("%s", async (named, message, help) => {
    const repository = repositoryWith({ [file]: cleanSpec, "base/README.md": "" });
    repository.git("branch", "base");
    const { code, stderr } = await groundplan(repository.folder, ["check", `--against=${named}`]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });

  test("no repository", async () => {
    const { code, stderr } = await groundplan(folderWith({ [file]: cleanSpec }), ["check", "--against", "main"]);
    expect(code).toBe(2);
    expect(stderr).toContain("git ");
    expect(stderr).toContain("--against ./before");
  });

  test("a repository without a commit", async () => {
    const folder = folderWith({ [file]: cleanSpec });
    gitIn(folder, "init", "--quiet");
    const { code, stderr } = await groundplan(folder, ["check", "--against", "main"]);
    expect(code).toBe(2);
    expect(stderr).toContain('git knows no revision "main"');
  });

  test("a clone that holds a part of the history", async () => {
    const { folder, commit, git } = repositoryWith({ [file]: cleanSpec });
    commit({ [file]: flawedSpec });
    git("checkout", "--quiet", "main");
    writeFileSync(join(folder, "other"), "");
    git("add", "other");
    git("commit", "--quiet", "--message", "meanwhile");
    const clone = folderWith({});
    gitIn(clone, "clone", "--quiet", "--depth=1", "--branch=edit", `file://${folder}`, "copy");
    const copy = join(clone, "copy");
    const unknown = await groundplan(copy, ["check", "--against", "origin/main"]);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain("git fetch --depth=100 origin");
    gitIn(copy, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main");
    const apart = await groundplan(copy, ["check", "--against", "origin/main"]);
    expect(apart).toMatchObject({ code: 2 });
    expect(apart.stderr).toContain("git fetch --deepen=100");
    gitIn(copy, "fetch", "--quiet", "--unshallow", "origin", "main:refs/remotes/origin/main", "edit");
    expect((await groundplan(copy, ["check", "--against", "origin/main"])).stdout).toContain("new ");
  });

  test("a spec of another repository", async () => {
    const repository = repositoryWith({ [file]: cleanSpec });
    const other = join(folderWith({ [file]: cleanSpec }), file);
    const { code, stderr } = await groundplan(repository.folder, ["check", other, "--against", "main"]);
    expect(code).toBe(2);
    expect(stderr).toContain("is not in the repository of this folder");
  });

  test("beside a baseline", async () => {
    const { code, stderr } = await groundplan(folderWith({}), ["check", "--against", "main", "--baseline", "x.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be used with");
  });
});

test("a spec below the folder of the repository is found from where the run is", async () => {
  const repository = repositoryWith({ [`platform/${file}`]: withoutLogs });
  repository.commit({ [`platform/${file}`]: cleanSpec });
  mkdirSync(join(repository.folder, "platform"), { recursive: true });
  const args = ["check", "--against", "main", "--format", "json"];
  expect(changesIn(await groundplan(join(repository.folder, "platform"), args))).toEqual(["fixed net-flow-logs"]);
});
