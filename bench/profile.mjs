import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { measure } from "./measure.mjs";

/** The stages of the program, by the functions that each one is. */
const stages = {
  read: ["readSource"],
  parse: ["parseSpec"],
  resolve: ["resolveSpec"],
  compile: ["compileModel"],
  "check objects": ["checkObjects"],
  "check policies": ["checkPolicies"],
  report: ["printReport", "reportText"],
  lower: ["lowerGraphs"],
  write: ["writeOutput"],
};

/** What is none of them: loading CDKTF and its bindings, and the start of Node and of the program. */
const others = { loading: "load cdktf", start: "start" };

/** Microseconds between two samples. */
const interval = 500;
/** What is longer was no work of this process: the machine did something else meanwhile. */
const longestSample = 4 * interval;

/**
 * Profiles a run of a Node command and gives the share of its CPU that each of {@link stages} takes, with all that it
 * calls. Garbage collection belongs to no function in V8's profiles; it is left out of the whole and given by itself.
 */
export function profileStages([node, ...args], folder, options = {}) {
  rmSync(folder, { recursive: true, force: true });
  measure([node, "--cpu-prof", `--cpu-prof-interval=${interval}`, `--cpu-prof-dir=${folder}`, ...args], options);
  const [file] = readdirSync(folder);
  return stageShares(JSON.parse(readFileSync(join(folder, file), "utf8")));
}

function stageShares({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const selfTimes = new Map();
  for (const [index, id] of samples.entries())
    selfTimes.set(id, (selfTimes.get(id) ?? 0) + Math.min(timeDeltas[index], longestSample));
  const times = { garbage: 0, work: 0 };
  const ofStage = new Map();
  for (const [id, time] of selfTimes) {
    const { functionName } = byId.get(id).callFrame;
    if (functionName === "(idle)") continue;
    if (functionName === "(garbage collector)") {
      times.garbage += time;
      continue;
    }
    times.work += time;
    const stage = stageOf(id, byId, parents);
    ofStage.set(stage, (ofStage.get(stage) ?? 0) + time);
  }
  const share = (name) => (ofStage.get(name) ?? 0) / times.work;
  return {
    shares: Object.fromEntries([...Object.keys(stages), ...Object.values(others)].map((name) => [name, share(name)])),
    garbage: times.garbage / (times.garbage + times.work),
  };
}

const stageNames = new Map(Object.entries(stages).flatMap(([stage, names]) => names.map((name) => [name, stage])));
const cdktfPackage = /node_modules\/(cdktf|constructs|@cdktf)\/|groundplan\/cdktf\.cjs$/;

/** The stage that a profiled function was called by. A bundler may have put a number behind the name. */
function stageOf(id, byId, parents) {
  let isLoading = false;
  for (let current = id; current !== undefined; current = parents.get(current)) {
    const { functionName, url } = byId.get(current).callFrame;
    const stage = stageNames.get(functionName.replace(/\d+$/, ""));
    if (stage) return stage;
    isLoading ||=
      cdktfPackage.test(url) || functionName === "loadBindings" || url.startsWith("node:internal/modules/esm");
  }
  return isLoading ? others.loading : others.start;
}
