import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { SystemReport } from "../../../policies/check-report.ts";
import { RuleFailure } from "../../../policies/custom/guard-rule.ts";
import { judgeCase, missingCases, placedMessage } from "../../../policies/custom/judge-case.ts";
import { mergeSpec, parseRuleFixture, type RuleCase, type RuleFixture } from "../../../policies/custom/rule-fixture.ts";
import type { Pack } from "../../../policies/pack/pack.ts";
import { visibleText } from "../../../policies/report/visible-text.ts";
import { count } from "../../../schema/count.ts";
import type { SpecFinding } from "../../../schema/finding.ts";
import { isMap } from "../../../schema/resolve/plain-data.ts";
import { readSource } from "../../../schema/source/read-source.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { readFileContent, unreadableFile } from "../find-specs.ts";
import { firstSpec } from "../first-spec.ts";
import type { Io } from "../io.ts";
import { loadPack } from "../load-pack.ts";
import { printMistakes } from "../one-spec.ts";
import { type PipelineOptions, runSpec, type SystemRun } from "../pipeline.ts";
import { pipelineOptions } from "../run-specs.ts";

/** `groundplan policies test`'s options. */
export interface PoliciesTestOptions {
  readonly today?: string;
}

/** `groundplan policies test`: holds each rule of a pack's own against the cases of its fixture. */
export async function testPolicies(pack: string, options: PoliciesTestOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadPack([pack], io.cwd);
  if (loaded.mistakes.length > 0) return printMistakes(loaded.mistakes, {}, io);
  const rules = loaded.pack.rules ?? [];
  const folders = foldersOf(pack, io.cwd);
  const fixtures = rules.map(({ id }) => ({ id, ...readFixture(fixtureFile(id, folders, io.cwd), io.cwd) }));
  const mistakes = fixtures.flatMap(({ mistake }) => mistake ?? []);
  if (mistakes.length > 0) return printMistakes(mistakes, {}, io);
  const asked = { ...loaded, pack: allTurnedOn(loaded.pack) };
  const pipeline = pipelineOptions({ ...options, pack: [pack], waivers: false }, asked, io);
  const results = fixtures.flatMap(({ id, file, fixture }) => {
    io.stdout.write(`${id}\n`);
    return fixture ? runFixture(id, fixture, pipeline, io) : print(io, `has a fixture`, [`write ${file}`]);
  });
  const failed = results.filter((isPassed) => !isPassed).length;
  io.stdout.write(`${count(rules.length, "rule")}, ${count(results.length, "case")}: ${failed} failed\n`);
  return failed === 0 ? exitCodes.clean : exitCodes.findings;
}

/** A pack whose own rules are all asked: one that is off until a pack turns it on has cases, too. */
function allTurnedOn(pack: Pack): Pack {
  const optional = (pack.rules ?? []).filter(({ profile }) => profile === "optional");
  const on = optional.map(({ id }) => [id, { ...pack.policies[id], enabled: true }] as const);
  return { ...pack, policies: { ...pack.policies, ...Object.fromEntries(on) } };
}

/** The folders of the files that have a pack's rules: its own, and those of its modules. */
function foldersOf(pack: string, cwd: string): readonly string[] {
  const { bytes } = readFileContent(pack, cwd);
  const value = bytes && readSource(pack, bytes).source?.value;
  const modules = isMap(value) && Array.isArray(value["modules"]) ? value["modules"].map(String) : [];
  return [...new Set([dirname(pack), ...modules.map((module) => dirname(join(dirname(pack), module)))])];
}

function fixtureFile(id: string, folders: readonly string[], cwd: string): string {
  const files = folders.map((folder) => join(folder, `${id}.test.yaml`).replaceAll("\\", "/"));
  return files.find((file) => existsSync(resolve(cwd, file))) ?? files[0] ?? "";
}

interface ReadFixture {
  readonly file: string;
  /** Absent when there is no such file, or when it has a mistake. */
  readonly fixture?: RuleFixture;
  readonly mistake?: SystemReport;
}

function readFixture(file: string, cwd: string): ReadFixture {
  if (!existsSync(resolve(cwd, file))) return { file };
  const { bytes } = readFileContent(file, cwd);
  const text = new TextDecoder().decode(bytes);
  const mistake = (problems: readonly SpecFinding[]) => ({
    ...{ file, mistake: { file, text, problems, findings: [], coverage: [] } },
  });
  if (!bytes) return mistake([unreadableFile(file)]);
  const { source, findings } = readSource(file, bytes, 'start with "cases:" and a case that passes and one that fails');
  if (!source) return mistake(findings);
  const parsed = parseRuleFixture(source);
  return parsed.fixture ? { file, fixture: parsed.fixture } : mistake(parsed.findings);
}

function runFixture(id: string, fixture: RuleFixture, pipeline: PipelineOptions, io: Io): readonly boolean[] {
  const base: unknown = fixture.base ?? parse(firstSpec("shop", "system.schema.json"));
  const missing = missingCases(fixture);
  return [
    ...fixture.cases.flatMap((each) => print(io, `${each.expect}: ${each.name}`, faultsOf(id, each, base, pipeline))),
    ...(missing.length > 0 ? print(io, "passes and fails", missing) : []),
  ];
}

function faultsOf(id: string, expected: RuleCase, base: unknown, pipeline: PipelineOptions): readonly string[] {
  const runOf = (changes: RuleCase["spec"] = {}, options = pipeline): SystemRun | undefined => {
    const text = stringify(mergeSpec(base, changes), { lineWidth: 0 });
    return runSpec("spec.yaml", new TextEncoder().encode(text), options)[0];
  };
  try {
    const old = expected.before && runOf(expected.before);
    const [problem] = old?.report.problems ?? [];
    if (problem) return [`the spec before is wrong: ${placedMessage(problem)}`];
    const run = runOf(expected.spec, { ...pipeline, ...(old && { before: () => old.compiled }) });
    return run ? judgeCase(id, expected, run.report) : [];
  } catch (error) {
    if (error instanceof RuleFailure) return [error.message];
    throw error;
  }
}

function print(io: Io, name: string, faults: readonly string[]): readonly boolean[] {
  io.stdout.write(`  ${faults.length === 0 ? "ok  " : "FAIL"}  ${visibleText(name)}\n`);
  for (const fault of faults) io.stdout.write(`        ${visibleText(fault)}\n`);
  return [faults.length === 0];
}
