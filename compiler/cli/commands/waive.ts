import type { PolicyFinding, SystemReport } from "../../../policies/check-report.ts";
import { identityOf } from "../../../policies/delta/identity.ts";
import { policiesOf } from "../../../policies/pack/policies-of.ts";
import type { Policy } from "../../../policies/rule.ts";
import { newWaiver, type WaiverWords, waiverEdits } from "../../../policies/waivers/new-waiver.ts";
import { applyEdits } from "../../../schema/edit/apply-edit.ts";
import type { Model } from "../../../schema/model/model.ts";
import { suggest } from "../../../schema/parse/did-you-mean.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { readSpecContent, type SpecContent } from "../find-specs.ts";
import type { Io } from "../io.ts";
import { loadPack } from "../load-pack.ts";
import { isValid, oneSpec, printMistakes } from "../one-spec.ts";
import { type FoundIn, inEnvironment, newFinding, openFindings } from "../open-findings.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import type { PipelineOptions, SystemRun } from "../pipeline.ts";
import { runFile } from "../run-file.ts";
import { pipelineOptions } from "../run-specs.ts";
import { UsageError } from "../usage-error.ts";
import { findingMeant } from "../waive/finding-meant.ts";
import { writeSpec } from "../write-spec.ts";

/** `groundplan waive`'s own options. */
export interface WaiveOptions extends Omit<SpecOptions, "waivers">, Pick<PrintOptions, "color"> {
  readonly spec?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly ticket?: string;
  readonly finding?: string;
}

/**
 * `groundplan waive`: writes the waiver of an open finding into its spec, where everything else stays as it is. Every
 * environment of the spec is checked with the waiver in it first: one that would not count, or that would make another
 * finding anywhere, is not written.
 */
export async function waive(
  policyId: string,
  target: string | undefined,
  options: WaiveOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = await loadPack(options.pack, io.cwd);
  if (loaded.mistakes.length > 0) return printMistakes(loaded.mistakes, options, io);
  const pipeline = pipelineOptions({ ...options, waivers: true }, loaded, io);
  const file = await oneSpec(options.spec, io.cwd);
  const content = readSpecContent(file, io.cwd);
  const before = runEnvironments(content, pipeline);
  if ("mistakes" in before) return printMistakes(before.mistakes, options, io);

  const policy = policyOf(policyId, policiesOf(loaded.pack));
  if (!policy.waivable) throw new UsageError(`"${policy.id}" cannot be waived`, policy.remediation);
  const open = openFindings(before.all);
  const first = findingMeant(policy.id, open, { environment: options.env, target, key: options.finding });
  const { model } = before.chosen.compiled;
  const waiver = newWaiver(first, policy, pipeline.today, wordsOf(options, model));
  const { edits, index } = waiverEdits(waiver, model);
  const text = applyEdits(before.chosen.report.text, edits);
  if (text === undefined)
    throw new UsageError(`"waivers" of ${file} cannot be added to`, "write the waiver by hand, under `waivers`");

  const edited = { ...content, spec: { file, bytes: new TextEncoder().encode(text) } };
  const after = runEnvironments(edited, pipeline);
  if ("mistakes" in after) return printMistakes(after.mistakes, options, io);
  const waived = waivedBy(index, after.chosen);
  assertCounts(index, after, open);
  if (waived.length === 0) throw new Error("a waiver that counts covers nothing, although its finding was open");
  writeSpec(content.spec, text, io.cwd);
  const { source, sourcePath } = after.chosen.compiled.model;
  const { line } = source.locate(sourcePath(["waivers", index]));
  io.stdout.write(`${file}:${line}: ${waived.length === 1 ? "a finding is" : `${waived.length} findings are`} waived`);
  io.stdout.write(` until ${waived[0]?.waiver?.expires}: ${policy.id} on ${formatSpecPath(first.target)}\n`);
  for (const where of stillOpen(waived, after)) io.stderr.write(`still open${where}, where other waivers count\n`);
  return exitCodes.clean;
}

/** A spec in the environment that is meant, and in all. */
interface EnvironmentRuns {
  readonly chosen: Required<SystemRun>;
  readonly all: readonly Required<SystemRun>[];
}

function runEnvironments(
  content: SpecContent,
  { environment, ...pipeline }: PipelineOptions,
): EnvironmentRuns | { readonly mistakes: readonly SystemReport[] } {
  const all = runFile(content, pipeline);
  const valid = all.filter(isValid);
  if (valid.length < all.length) return { mistakes: all.flatMap((run) => (isValid(run) ? [] : [run.report])) };
  const chosen = valid.find(({ report }) => report.environment === environment);
  if (chosen) return { chosen, all: valid };
  return {
    mistakes: runFile(content, { ...pipeline, ...(environment !== undefined && { environment }) }).map(
      ({ report }) => report,
    ),
  };
}

function wordsOf({ reason, owner, expires, ticket, finding }: WaiveOptions, { spec }: Model): WaiverWords {
  return {
    reason,
    owner: owner ?? spec.owner,
    ...(expires !== undefined && { expires }),
    ...(ticket !== undefined && { ticket }),
    allOfTarget: finding === undefined,
  };
}

function assertCounts(index: number, { chosen, all }: EnvironmentRuns, before: readonly FoundIn[]): void {
  const fault = chosen.report.findings.find(({ target: [section, at] }) => section === "waivers" && at === index);
  if (fault) throw new UsageError(`the waiver would not count: ${fault.message}`, fault.help);
  const added = newFinding(openFindings(all), before);
  if (!added) return;
  const { environment, finding } = added;
  throw new UsageError(`the waiver would be a finding${inEnvironment(environment)}: ${finding.message}`, finding.help);
}

function waivedBy(index: number, { report }: SystemRun): readonly PolicyFinding[] {
  return report.findings.filter(({ waiver }) => waiver?.index === index);
}

/** Where what is waived now stays open, because the waivers of an environment replace those of the spec. */
function stillOpen(waived: readonly PolicyFinding[], { all }: EnvironmentRuns): readonly string[] {
  const identities = new Set(waived.map(identityOf));
  const open = openFindings(all).filter(({ finding }) => identities.has(identityOf(finding)));
  return [...new Set(open.map(({ environment }) => inEnvironment(environment) || " without an environment"))];
}

function policyOf(id: string, policies: readonly Policy[]): Policy {
  const policy = policies.find((each) => each.id === id);
  if (policy) return policy;
  const ids = policies.map((each) => each.id);
  throw new UsageError(`there is no policy "${id}"`, suggest(id, ids, "`groundplan check` names the policies"));
}
