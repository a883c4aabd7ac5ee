import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const gnuTime = "/usr/bin/time";
const usageHook = join(import.meta.dirname, "usage-hook.cjs");

/**
 * Runs a command once and measures the whole process: `{ wall, cpu, peak }` in seconds, seconds and MiB.
 * CPU and memory come from GNU time, or without it from a hook in the process itself, which only Node has.
 * `accept` lists the exit codes that are no failure. `bare` leaves out all of the environment that a program does not
 * need: a variable such as NODE_EXTRA_CA_CERTS can double what an empty Node process costs, and with it every ratio.
 */
export function measure([program, ...args], { cwd, env = {}, accept = [0], bare = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const [usage, read] = [join(folder, "usage"), join(folder, "read.json")];
  const timed = existsSync(gnuTime);
  const command = timed ? [gnuTime, "-q", "-f", "%U %S %M", "-o", usage, program, ...args] : [program, ...args];
  const hook = timed ? {} : { NODE_OPTIONS: `--require=${usageHook}`, BENCH_USAGE: usage };
  const start = performance.now();
  const result = spawnSync(command[0], command.slice(1), {
    cwd,
    env: { ...(bare ? bareEnvironment() : process.env), NO_COLOR: "1", BENCH_READ: read, ...hook, ...env },
    stdio: ["ignore", "ignore", "pipe"],
    maxBuffer: 1 << 30,
  });
  const wall = (performance.now() - start) / 1e3;
  if (result.error) throw result.error;
  if (!accept.includes(result.status))
    throw new Error(`${program} ${args.join(" ")} ended with ${result.status}\n${String(result.stderr).slice(-2000)}`);
  // A command that is no Node program has no usage where GNU time is missing.
  const [user, system, peak] = existsSync(usage) ? readFileSync(usage, "utf8").trim().split(" ").map(Number) : [];
  const reading = existsSync(read) ? JSON.parse(readFileSync(read, "utf8")) : { wall: 0, cpu: 0 };
  rmSync(folder, { recursive: true });
  return { wall: wall - reading.wall, cpu: user + system - reading.cpu, peak: peak / 1024 };
}

function bareEnvironment() {
  return { PATH: process.env.PATH, HOME: process.env.HOME };
}

/**
 * Runs programs in turn, A B C A B C …, so that whatever else the machine does falls on all of them alike, and gives
 * the medians by name. A program is `{ name, command, before?, runs?, …options of measure }`; `runs` can lower the
 * number for one that takes minutes.
 */
export function measureInTurn(programs, runs, onRun = () => {}) {
  const samples = new Map(programs.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1)
    for (const program of programs) {
      if (run >= (program.runs ?? runs)) continue;
      onRun(program.name, run);
      program.before?.();
      samples.get(program.name).push(measure(program.command, program));
    }
  return new Map(Array.from(samples, ([name, measured]) => [name, medians(measured)]));
}

function medians(samples) {
  const of = (key) => median(samples.map((sample) => sample[key]));
  return { wall: of("wall"), cpu: of("cpu"), peak: of("peak"), runs: samples.length };
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
