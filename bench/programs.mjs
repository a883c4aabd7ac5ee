import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./equality.mjs";

const node = process.execPath;
const peer = (name) => join(import.meta.dirname, "peers", name);

/** Every program that is measured on a system, each writing to a folder of its own below `folder`. */
export function programsFor({ size, folder, cli, pack, quick, own, terraform }) {
  const spec = join(folder, "spec.yaml");
  const data = (name) => join(folder, "data", name);
  const out = (name) => join(folder, name);
  const fresh = (name) => () => moveAside(out(name));
  const program = (name, output, command, rest = {}) => ({ name, command, before: fresh(output), ...rest });
  // The slow ones run less often: a median of few is good enough for a ratio of ten and more.
  const slow = quick || size >= 1000 ? { runs: 1 } : { runs: 3 };
  const ours = [
    { name: "node -e 0", command: [node, "-e", "0"] },
    { name: "node -e 0, bare environment", command: [node, "-e", "0"], bare: true },
    { name: "groundplan check", command: [node, cli, "check", spec, "--fail-on", "never"] },
    {
      name: "groundplan check, bare environment",
      command: [node, cli, "check", spec, "--fail-on", "never"],
      bare: true,
    },
    ...(pack.policies > pack.builtIn
      ? [
          {
            name: `groundplan check, ${pack.policies} policies`,
            command: [node, cli, "check", spec, "--pack", pack.file, "--fail-on", "never"],
          },
        ]
      : []),
    program("groundplan compile", "groundplan", compile(cli, spec, out("groundplan"))),
    { name: "groundplan compile, unchanged", command: compile(cli, spec, out("groundplan")) },
  ];
  if (own) return ours;
  return [
    ...ours,
    program("cdktf", "cdktf", [node, peer("cdktf.mjs"), data("typed.json"), out("cdktf")]),
    program("cdktf, Helm releases", "cdktf-releases", [
      node,
      peer("cdktf.mjs"),
      data("resources.json"),
      out("cdktf-releases"),
    ]),
    program("aws-cdk, no validation", "cdk", [node, peer("cdk-nag.mjs"), String(size), out("cdk"), "plain", "80"]),
    program(
      "aws-cdk + cdk-nag, stacks of 80",
      "cdk-nag",
      [node, peer("cdk-nag.mjs"), String(size), out("cdk-nag"), "nag", "80"],
      quick ? { runs: 1 } : { runs: 3 },
    ),
    program(
      "aws-cdk + cdk-nag, one stack",
      "cdk-nag-one",
      [node, peer("cdk-nag.mjs"), String(size), out("cdk-nag-one"), "nag", String(size)],
      slow,
    ),
    program("cdk8s, Kubernetes half", "cdk8s", [node, peer("cdk8s.mjs"), data("objects.json"), out("cdk8s")]),
    ...(has("kubectl") ? [kustomize(folder, slow)] : []),
    ...(terraform && has("terraform") ? [validation(folder, slow)] : []),
  ];
}

/** `check` and `compile` at two sizes, for the exponent between them. */
export function growthPrograms(sizes, work, cli) {
  return sizes
    .flatMap((size) => {
      const [spec, out] = [join(work, String(size), "spec.yaml"), join(work, String(size), "grown")];
      return [
        { name: `groundplan check, ${size}`, command: [node, cli, "check", spec, "--fail-on", "never"] },
        {
          name: `groundplan compile, ${size}`,
          command: compile(cli, spec, out),
          before: () => moveAside(out),
        },
      ];
    })
    .concat({ name: "node -e 0", command: [node, "-e", "0"] });
}

/**
 * Takes an earlier output out of the way. Nothing is deleted between runs: some file systems (ext4) leave inodes alone
 * for a while after they were freed, and search past all of them for every new file.
 */
function moveAside(path) {
  if (existsSync(path)) renameSync(path, join(mkdtempSync(`${path}-earlier-`), "output"));
}

function compile(cli, spec, out) {
  return [node, cli, "compile", spec, "--out", out, "--fail-on", "never", "--quiet"];
}

/** `kubectl kustomize` of the YAML that groundplan printed. */
function kustomize(folder, rest) {
  const kubernetes = join(folder, "groundplan", "kubernetes");
  const target = join(folder, "kustomize");
  const before = () => {
    if (existsSync(target)) return;
    mkdirSync(target);
    const resources = filesBelow(kubernetes).map((file) => `- ../groundplan/kubernetes/${file}`);
    writeFileSync(join(target, "kustomization.yaml"), `resources:\n${resources.join("\n")}\n`);
  };
  return {
    name: "kubectl kustomize, Kubernetes half",
    command: ["kubectl", "kustomize", "--load-restrictor=LoadRestrictionsNone", target],
    before,
    ...rest,
  };
}

/** `terraform validate` of every AWS stack that groundplan printed, one after the other. */
function validation(folder, rest) {
  const stacks = join(folder, "groundplan", "stacks");
  const before = () => {
    for (const stack of awsStacks(stacks)) {
      const { status, stderr } = spawnSync("terraform", ["init", "-backend=false", "-input=false"], {
        cwd: join(stacks, stack),
      });
      if (status !== 0) throw new Error(`terraform init of ${stack} failed\n${stderr}`);
    }
  };
  const script = `for stack in bench-network bench-registry bench-data bench-cluster bench-identity; do terraform -chdir="$0/$stack" validate || exit 1; done`;
  return { name: "terraform validate, AWS half", command: ["sh", "-c", script, stacks], before, ...rest };
}

function awsStacks(stacks) {
  return readdirSync(stacks).filter((name) => !/-(platform|workloads)$/.test(name));
}

function has(program) {
  return spawnSync(program, ["version"], { stdio: "ignore" }).error === undefined;
}
