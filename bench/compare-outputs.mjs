import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileTimes, folderDifference, objectDifference, terraformDifference, typedDifference } from "./equality.mjs";
import { generateSpec } from "./generate-spec.mjs";
import { missing, types } from "./peers/typed-resource.mjs";

/**
 * Compares what the programs just wrote: that groundplan and its peers made the same system, that compiling again
 * rewrites nothing (P9), and that the bytes do not depend on where, when and how the spec is written (P10).
 */
export function compareOutputs({ folder, cli, size }) {
  const at = (name) => join(folder, name);
  const objects = JSON.parse(readFileSync(at("data/objects.json"), "utf8"));
  const p9 = unchanged(folder, cli);
  const p10 = sameBytes(folder, cli, size);
  const lines = [
    said(
      "`cdk.tf.json` of groundplan and of stock cdktf with Helm releases: the same",
      terraformDifference(at("groundplan"), at("cdktf-releases")),
    ),
    said(
      "typed Kubernetes resources of stock cdktf: every value of groundplan's objects",
      typedDifference(at("cdktf"), objects, types, missing),
    ),
    said(
      "Kubernetes objects of groundplan and of cdk8s: the same",
      objectDifference(at("groundplan/kubernetes"), at("cdk8s")),
    ),
    said("aws-cdk: as many repositories, queues and subnets", cdkDifference(folder)),
    `compiled again: ${p9.detail}`,
    `compiled elsewhere: ${p10.detail}`,
  ];
  return { lines, p9, p10 };
}

function said(what, difference) {
  return difference === undefined ? what : `**NOT** ${what}: ${difference}`;
}

function unchanged(folder, cli) {
  const out = join(folder, "groundplan");
  const before = fileTimes(out);
  compile(cli, [join(folder, "spec.yaml"), "--out", out]);
  const rewritten = Array.from(fileTimes(out)).filter(([file, times]) => before.get(file) !== times);
  const detail =
    rewritten.length === 0
      ? `none of ${before.size} files rewritten`
      : `${rewritten.length} of ${before.size} files rewritten, ${rewritten[0][0]} for one`;
  return { ok: rewritten.length === 0, detail };
}

/** The same spec from another folder, in another time zone and locale, and with its keys in other orders. */
function sameBytes(folder, cli, size) {
  const here = join(folder, "groundplan");
  const elsewhere = (order, env) => {
    const other = join(folder, `elsewhere ${order}`);
    rmSync(other, { recursive: true, force: true });
    mkdirSync(other);
    writeFileSync(join(other, "renamed.yaml"), generateSpec(size, order));
    compile(cli, ["renamed.yaml", "--out", "out"], { cwd: other, env });
    return join(other, "out");
  };
  const first = folderDifference(
    here,
    elsewhere("written", { TZ: "Asia/Kolkata", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }),
  );
  const second = folderDifference(here, elsewhere("inline", { TZ: "America/Los_Angeles", LANG: "C", LC_ALL: "C" }));
  const third = folderDifference(here, elsewhere("backwards", { TZ: "UTC", LANG: "sv_SE.UTF-8" }), withoutLines);
  const detail = [
    first ?? "the same bytes in another folder, time zone and locale",
    second ?? "with the keys of a line in another order",
    third ?? "and with every key in another order, line numbers aside",
  ].join(", ");
  return { ok: first === undefined && second === undefined && third === undefined, detail };
}

/** Every resource says which line of the spec it comes from, which moves with the line, and the ledger has its hash. */
function withoutLines(text) {
  return text
    .replaceAll(/"line": \d+/g, '"line": 0')
    .replaceAll(/^(# spec: .*), line \d+$/gm, "$1")
    .replaceAll(/: "[0-9a-f]{64}"/g, "");
}

function compile(cli, args, { cwd, env = {} } = {}) {
  const { status, stderr } = spawnSync(process.execPath, [cli, "compile", ...args, "--fail-on", "never", "--quiet"], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  if (status !== 0) throw new Error(`groundplan compile ended with ${status}\n${stderr}`);
}

const counterparts = {
  aws_ecr_repository: "AWS::ECR::Repository",
  aws_sqs_queue: "AWS::SQS::Queue",
  aws_subnet: "AWS::EC2::Subnet",
};

function cdkDifference(folder) {
  const ours = new Map();
  const stacks = join(folder, "groundplan", "stacks");
  for (const stack of readdirSync(stacks)) {
    const { resource = {} } = JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"));
    for (const [type, named] of Object.entries(resource))
      ours.set(type, (ours.get(type) ?? 0) + Object.keys(named).length);
  }
  const theirs = new Map();
  for (const file of readdirSync(join(folder, "cdk-nag")).filter((name) => name.endsWith(".template.json"))) {
    const { Resources } = JSON.parse(readFileSync(join(folder, "cdk-nag", file), "utf8"));
    for (const { Type } of Object.values(Resources)) theirs.set(Type, (theirs.get(Type) ?? 0) + 1);
  }
  const different = Object.entries(counterparts).filter(
    ([type, counterpart]) => ours.get(type) !== theirs.get(counterpart),
  );
  return different.length === 0
    ? undefined
    : different
        .map(([type, counterpart]) => `${ours.get(type)} ${type}, ${theirs.get(counterpart)} ${counterpart}`)
        .join("; ");
}
