import { checkPolicies } from "../../policies/check-policies.ts";
import type { OverrideNote, RenameNote, SystemReport } from "../../policies/check-report.ts";
import { resourceChanges } from "../../policies/delta/resource-changes.ts";
import { hideInProblems, hideInUnread } from "../../policies/hidden/hide-in-problems.ts";
import type { Pack } from "../../policies/pack/pack.ts";
import type { BeforeInput } from "../../policies/rule.ts";
import type { SpecFinding, SpecProblem } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Spec } from "../../schema/language/system.ts";
import { type Lock, parseLock } from "../../schema/lock/lock.ts";
import type { Model } from "../../schema/model/model.ts";
import { parseSpec } from "../../schema/parse/parse-spec.ts";
import { resolveSpec } from "../../schema/resolve/resolve-spec.ts";
import { placeProblems } from "../../schema/source/place-problem.ts";
import { readSource } from "../../schema/source/read-source.ts";
import type { Source } from "../../schema/source/source.ts";
import { checkCharts } from "../charts/check-charts.ts";
import { compileModel } from "../compile-model.ts";
import { addressClash, nameClashes } from "../name-clashes.ts";
import { type AppliedOverride, applyOverrides } from "../overrides/apply-overrides.ts";
import { laidOver } from "../overrides/laid-over.ts";
import { type AppliedRename, applyRenames, type Move } from "../renames/apply-renames.ts";
import { readdressGraph } from "../renames/readdress-graph.ts";
import { checkObjects } from "../validate/check-objects.ts";
import { judgeTogether } from "./judge-together.ts";

/** What the stages of a run depend on beside the spec. */
export interface PipelineOptions {
  /** The environment to compile. When absent: the spec without one, and each that it declares. */
  readonly environment?: string;
  /** What the organisation sets for the policies. */
  readonly pack: Pack;
  /** The day against which waivers are judged, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Whether the spec's waivers count. */
  readonly useWaivers: boolean;
  /** The state of a system before the edit that is judged, if it was there. Absent when nothing is compared. */
  readonly before?: (compiled: CompiledSystem) => CompiledSystem | undefined;
  /** Whether the report says of each policy what is as it should be. Most results are: no run pays for it unasked. */
  readonly keepPasses?: boolean;
}

/** A spec in one environment, as far as it got. */
export interface SystemRun {
  readonly report: SystemReport;
  /** Absent when the spec is not valid. */
  readonly compiled?: CompiledSystem;
}

/** A valid spec in one environment, and what it becomes. */
export interface CompiledSystem {
  readonly model: Model;
  readonly graph: ResourceGraph;
  /** The spec's overrides, which are in the graph already. */
  readonly overrides: readonly AppliedOverride[];
  /** The resources that have another address than before. */
  readonly moves: readonly Move[];
}

/** A file as it was read. */
export interface FileBytes {
  /** As the user named it. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * The program up to its back end: bytes → source → spec → model → graph → findings. A spec whose lock has a mistake
 * is not looked at: what it would be compiled to is not known.
 */
export function runSpec(
  file: string,
  bytes: Uint8Array,
  options: PipelineOptions,
  lockFile?: FileBytes,
): readonly SystemRun[] {
  const { lock, invalid } = readLock(lockFile);
  if (invalid) return [invalid];
  const { source, findings: mistakes } = readSource(file, bytes);
  if (!source) return [invalidRun({ file, text: new TextDecoder().decode(bytes) }, mistakes)];
  const { spec, findings } = parseSpec(source);
  if (!spec) return [invalidRun(source, findings)];
  const run = (environment: string | undefined): SystemRun =>
    runEnvironment({ source, spec, lock }, environment, options);
  const every = [undefined, ...Object.keys(spec.environments)];
  const asked = options.environment === undefined ? every : [options.environment];
  return judgeTogether(asked.map(run), () => every.filter((environment) => !asked.includes(environment)).map(run));
}

function readLock(file: FileBytes | undefined): { readonly lock?: Lock; readonly invalid?: SystemRun } {
  if (!file) return {};
  const { source, findings } = readSource(file.file, file.bytes, "remove it, or let `groundplan lock` write it");
  if (!source)
    return { invalid: invalidRun({ file: file.file, text: new TextDecoder().decode(file.bytes) }, findings) };
  const parsed = parseLock(source);
  return parsed.lock ? { lock: parsed.lock } : { invalid: invalidRun(source, parsed.findings) };
}

/** A spec that has been read, with the lock beside it. */
interface ReadSpec {
  readonly source: Source;
  readonly spec: Spec;
  readonly lock: Lock | undefined;
}

/** One environment of a spec, or the spec without one. */
function runEnvironment(
  { source, spec, lock }: ReadSpec,
  environment: string | undefined,
  options: PipelineOptions,
): SystemRun {
  const { model, findings: mistakes } = resolveSpec(source, spec, environment, lock);
  if (!model) return invalidRun(source, mistakes, { system: spec.system, environment });

  const made = compile(model);
  if (!made.graph) {
    const clash = placeProblems(source, made.problems, (path) => model.sourcePath(path));
    return invalidRun(source, clash, { system: spec.system, environment });
  }
  const renamed = applyRenames(model, made.graph);
  const overridden = applyOverrides(renamed.graph, model.spec.overrides);
  const { graph, applied: overrides } = overridden;
  const misfits = [...renamed.problems, ...overridden.problems];
  const wrong = misfits.length > 0 ? misfits : [...nameClashes(graph), ...checkObjects(graph), ...checkCharts(graph)];
  const problems = placeProblems(source, wrong, (path) => model.sourcePath(path));
  if (problems.length > 0) return invalidRun(source, problems, { system: spec.system, environment });

  const compiled = { model, graph, overrides, moves: renamed.renames.flatMap(({ moved }) => moved) };
  const { pack, today, useWaivers, keepPasses = false } = options;
  const before = stateBefore(compiled, options);
  const over = laidOver(renamed.graph, model.spec.overrides, overrides);
  const asked = { model, graph, pack, today, keepPasses, noWaivers: !useWaivers };
  const outcome = checkPolicies({ ...asked, ...(before && { before }), ...(over && { laidOver: over }) });
  const { file, text } = source;
  const named = { system: spec.system, ...(environment !== undefined && { environment }) };
  return {
    report: {
      ...{ file, text, ...named, problems, ...outcome, totals: totalsOf(graph) },
      ...(overrides.length > 0 && { overrides: placeOverrides(model, overrides) }),
      ...(renamed.renames.length > 0 && { renames: placeRenames(model, renamed.renames) }),
      ...(options.before && { resources: resourceChanges(before?.graph, graph) }),
    },
    compiled,
  };
}

/** The state before an edit, under the addresses that its resources have now. */
function stateBefore(compiled: CompiledSystem, options: PipelineOptions): BeforeInput | undefined {
  const before = options.before?.(compiled);
  return before && { model: before.model, graph: readdressGraph(before.graph, compiled.moves) };
}

/** The graph of a model, or the names in it that cannot stand beside each other. */
function compile(model: Model): { readonly graph?: ResourceGraph; readonly problems: readonly SpecProblem[] } {
  try {
    return { graph: compileModel(model), problems: [] };
  } catch (error) {
    return { problems: [addressClash(error)] };
  }
}

/** Compiles to files, by path below the output folder. This alone loads the back end. */
export async function lowerSystems(systems: readonly CompiledSystem[]): Promise<ReadonlyMap<string, string>> {
  const { lowerGraphs } = await import("../lower/lower-graph.ts");
  return lowerGraphs(systems);
}

/** A file with mistakes. Those of one that could be read are told by its value, the others by its lines. */
function invalidRun(
  { file, text, value }: Pick<Source, "file" | "text"> & Partial<Pick<Source, "value">>,
  mistakes: readonly SpecFinding[],
  { system, environment }: { readonly system?: string; readonly environment?: string | undefined } = {},
): SystemRun {
  const named = { ...(system !== undefined && { system }), ...(environment !== undefined && { environment }) };
  const problems = value === undefined ? hideInUnread(mistakes, text) : hideInProblems(mistakes, { value });
  return { report: { file, text, ...named, problems, findings: [], coverage: [] } };
}

function placeOverrides({ source, sourcePath }: Model, overrides: readonly AppliedOverride[]): readonly OverrideNote[] {
  return overrides.map(({ pattern, addresses }) => {
    const { line } = source.locateKey(sourcePath(["overrides", pattern]));
    return { pattern, line, addresses };
  });
}

function placeRenames({ source, sourcePath }: Model, renames: readonly AppliedRename[]): readonly RenameNote[] {
  return renames.map(({ path, from, moved, replaced }) => {
    const { line } = source.locateKey(sourcePath([...path, "renamedFrom"]));
    return { path, from, line, moved: moved.length, replaced };
  });
}

function totalsOf(graph: ResourceGraph): { stacks: number; resources: number; objects: number } {
  const objects = graph.nodes.filter((node) => node.kind === "kubernetes" && !node.heldBy).length;
  return { stacks: graph.stacks.length, resources: graph.nodes.length - objects, objects };
}
