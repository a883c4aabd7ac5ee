/**
 * `npm run bench`: what groundplan costs beside the programs that people use for the same, measured in turn in one run,
 * with the outputs compared in the same run.
 *
 *   --quick          10 and 100 services, 3 runs
 *   --sizes 10,100   how many services
 *   --runs 5         how often each program runs; 3 from 1,000 services on
 *   --policies 150   how many policies the row with a policy pack has, and with it P3: the built-in ones and declared rules
 *   --own            groundplan alone, without its peers and the comparison with them
 *   --terraform      also `terraform validate` of the AWS half; downloads the provider
 *   --keep           leaves the working folder
 *   --cli FILE       another build of groundplan than this repository's
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compareOutputs } from "./compare-outputs.mjs";
import { generatePack } from "./generate-pack.mjs";
import { generateSpec } from "./generate-spec.mjs";
import { goals, printGoals, stricter } from "./goals.mjs";
import { measureInTurn } from "./measure.mjs";
import { profileStages } from "./profile.mjs";
import { growthPrograms, programsFor } from "./programs.mjs";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    sizes: { type: "string" },
    runs: { type: "string" },
    policies: { type: "string", default: "150" },
    own: { type: "boolean", default: false },
    terraform: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    cli: { type: "string" },
  },
});
const sizes = (options.sizes ?? (options.quick ? "10,100" : "10,100,1000")).split(",").map(Number);
const root = join(import.meta.dirname, "..");
const work = join(import.meta.dirname, ".work");
const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const cli = resolve(root, options.cli ?? bin?.groundplan ?? ".build/groundplan.cjs");

rmSync(work, { recursive: true, force: true });
mkdirSync(work);
print(`# groundplan bench

Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)} at the start. Whole processes, run in turn; trust the ratios.
The system: one region, 3 zones × 3 tiers, a NAT gateway per zone, EKS with two node pools and every add-on; for each service an own ECR repository, queue with dead-letter queue, IRSA role, Deployment, Service, HPA, PDB, NetworkPolicy and ServiceAccount. No program makes stores in AWS or an Ingress.
`);
const values = {};
for (const size of sizes) measureSize(size);
if (sizes.includes(1000) && !options.own) measureGrowth();
print(printGoals(goals, values));
print("\nThe same measures against stricter forms of the peers, for which the limits were not set:\n");
print(printGoals(stricter, values));
if (!options.keep) rmSync(work, { recursive: true, force: true });

function measureSize(size) {
  const folder = prepare(size);
  const runs = Number(options.runs ?? (options.quick || size >= 1000 ? 3 : 5));
  const system = compiledSystem(folder);
  const pack = withPack(folder, system.coverage.length);
  const { quick, own, terraform } = options;
  const programs = programsFor({ size, folder, cli, pack, quick, own, terraform });
  const results = measureInTurn(programs, runs, (name, run) => progress(`${size} services: ${name}, run ${run + 1}`));
  print(`## ${size} services\n\n${describe(folder, system)}\n`);
  print(`${printResults(results)}\n`);
  Object.assign(values, ratios(size, results));
  if (!own) compareWithPeers(size, folder);
  printStages(size, folder, pack);
}

function compareWithPeers(size, folder) {
  progress(`${size} services: comparing outputs`);
  const { lines, p9, p10 } = compareOutputs({ folder, cli, size });
  print(`${lines.map((line) => `- ${line}`).join("\n")}\n`);
  values.P9 = worse(values.P9, p9);
  values.P10 = worse(values.P10, p10);
}

/** A pack that adds declared rules to the built-in policies that are asked, up to the number of `--policies`. */
function withPack(folder, builtIn) {
  const policies = Math.max(builtIn, Number(options.policies));
  const file = join(folder, "pack.yaml");
  writeFileSync(file, generatePack(policies - builtIn));
  return { file, policies, builtIn };
}

function prepare(size) {
  progress(`${size} services: preparing`);
  const folder = join(work, String(size));
  mkdirSync(folder);
  const spec = join(folder, "spec.yaml");
  writeFileSync(spec, generateSpec(size));
  if (options.own) return folder;
  const script = join(import.meta.dirname, "prepare.mjs");
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, spec, join(folder, "data")], {
    cwd: root,
  });
  if (status !== 0) throw new Error(`the peers' data cannot be made\n${stderr}`);
  return folder;
}

/** The system as groundplan's own report has it. */
function compiledSystem(folder) {
  const { stdout } = spawnSync(
    process.execPath,
    [cli, "check", join(folder, "spec.yaml"), "--format", "json", "--fail-on", "never"],
    { maxBuffer: 1 << 30 },
  );
  return JSON.parse(String(stdout)).systems[0];
}

function describe(folder, { compiled, coverage, findings }) {
  const { stacks, resources, objects } = compiled;
  const kilobytes = Math.round(readFileSync(join(folder, "spec.yaml")).length / 1e3);
  return `A spec of ${kilobytes} KB: ${resources} Terraform resources in ${stacks} stacks, ${objects} Kubernetes objects; ${coverage.length} policies, ${findings.length} findings.`;
}

function printResults(results) {
  const base = results.get("node -e 0").wall;
  const rows = Array.from(results, ([name, { wall, cpu, peak, runs }]) =>
    [name, wall.toFixed(3), cpu.toFixed(2), peak.toFixed(0), (wall / base).toFixed(1), runs].join(" | "),
  );
  return [
    "| program | wall s | CPU s | peak MiB | × `node -e 0` | runs |",
    "|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n");
}

function ratios(size, results) {
  const ratio = (left, right, key = "wall") => {
    const [one, other] = [results.get(left), results.get(right)];
    return one && other && one[key] / other[key];
  };
  if (size === 100)
    return {
      P1: ratio("groundplan check", "node -e 0"),
      P1s: ratio("groundplan check, bare environment", "node -e 0, bare environment"),
      P4: ratio("groundplan compile", "cdktf"),
      P4s: ratio("groundplan compile", "cdktf, Helm releases"),
    };
  if (size !== 1000) return {};
  return {
    P2: ratio("groundplan check", "node -e 0"),
    P2s: ratio("groundplan check, bare environment", "node -e 0, bare environment"),
    P5: ratio("groundplan compile", "cdktf"),
    P5s: ratio("groundplan compile", "cdktf, Helm releases"),
    P6: ratio("groundplan compile", "aws-cdk + cdk-nag, one stack"),
    P6s: ratio("groundplan compile", "aws-cdk + cdk-nag, stacks of 80"),
    P8: ratio("groundplan compile", "cdktf", "peak"),
  };
}

/** CPU of `compile` at 1,000 and 4,000 services, in turn, as the exponent of a power of the size. */
function measureGrowth() {
  const [small, large] = [1000, 4000];
  mkdirSync(join(work, String(large)));
  writeFileSync(join(work, String(large), "spec.yaml"), generateSpec(large));
  const programs = growthPrograms([small, large], work, cli);
  const results = measureInTurn(programs, Number(options.runs ?? 3), (name, run) =>
    progress(`${name}, run ${run + 1}`),
  );
  print(`## Growth\n\n${printResults(results)}\n`);
  const exponent = (command) =>
    Math.log(results.get(`${command}, ${large}`).cpu / results.get(`${command}, ${small}`).cpu) /
    Math.log(large / small);
  values.P7 = exponent("groundplan compile");
  print(
    `Exponents of CPU: \`check\` ${exponent("groundplan check").toFixed(2)}, \`compile\` ${values.P7.toFixed(2)}\n`,
  );
}

function printStages(size, folder, { file: pack, policies, builtIn }) {
  progress(`${size} services: profiling`);
  const spec = join(folder, "spec.yaml");
  const profile = (...args) =>
    profileStages([process.execPath, cli, ...args, "--fail-on", "never"], join(folder, "profile"));
  const check = profile("check", spec);
  const packed = policies > builtIn ? profile("check", spec, "--pack", pack) : check;
  const compile = profile("compile", spec, "--out", join(folder, "profiled"));
  const percent = (share) => (share < 0.0005 ? "" : `${(share * 100).toFixed(1)} %`);
  const rows = Object.keys(check.shares).map(
    (stage) =>
      `| ${stage} | ${percent(check.shares[stage])} | ${percent(packed.shares[stage])} | ${percent(compile.shares[stage])} |`,
  );
  print(`Where the CPU goes, garbage collection (${percent(check.garbage)} of \`check\`, ${percent(compile.garbage)} of \`compile\`) left out:

| stage | check, ${builtIn} built-in policies | check, ${policies} in all | compile |
|---|---|---|---|
${rows.join("\n")}
`);
  if (size === 1000 && policies >= 100) values.P3 = packed.shares["check policies"];
}

function worse(before, now) {
  return before && !before.ok ? before : now;
}

function print(text) {
  process.stdout.write(`${text}\n`);
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  else process.stderr.write(`${text}\n`);
}
