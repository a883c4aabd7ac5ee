import type { PolicyFinding } from "../../../policies/check-report.ts";
import { policiesOf } from "../../../policies/pack/policies-of.ts";
import type { Policy } from "../../../policies/rule.ts";
import { newWaiver } from "../../../policies/waivers/new-waiver.ts";
import { applyEdit } from "../../../schema/edit/apply-edit.ts";
import { suggest } from "../../../schema/parse/did-you-mean.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { readSpecContent } from "../find-specs.ts";
import type { Io } from "../io.ts";
import { loadPack } from "../load-pack.ts";
import { firstRun, isValid, oneSpec, printMistakes } from "../one-spec.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { pipelineOptions } from "../run-specs.ts";
import { UsageError } from "../usage-error.ts";
import { writeSpec } from "../write-spec.ts";

/** `groundplan waive`'s own options. */
export interface WaiveOptions extends SpecOptions, Pick<PrintOptions, "color"> {
  readonly spec?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
  readonly ticket?: string;
  readonly finding?: string;
}

/**
 * `groundplan waive`: writes the waiver of an open finding into its spec, where everything else stays as it is. The
 * spec is checked with the waiver in it first: one that would not count, or that is itself a finding, is not written.
 */
export async function waive(
  policyId: string,
  target: string | undefined,
  options: WaiveOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = await loadPack(options.pack, io.cwd);
  if (loaded.mistakes.length > 0) return printMistakes(loaded.mistakes, options, io);
  const pipeline = pipelineOptions(options, loaded, io);
  const file = await oneSpec(options.spec, io.cwd);
  const content = readSpecContent(file, io.cwd);
  const before = firstRun(content, pipeline);
  if (!isValid(before)) return printMistakes([before.report], options, io);

  const policy = policyOf(policyId, policiesOf(loaded.pack));
  if (!policy.waivable) throw new UsageError(`"${policy.id}" cannot be waived`, policy.remediation);
  const open = before.report.findings.filter((finding) => finding.status === "open" && finding.policy === policy.id);
  const first = findingMeant(policy, open, { target, key: options.finding });
  const edit = newWaiver(first, policy, pipeline.today, {
    reason: options.reason,
    owner: options.owner ?? before.compiled.model.spec.owner,
    ...(options.expires !== undefined && { expires: options.expires }),
    ...(options.ticket !== undefined && { ticket: options.ticket }),
    allOfTarget: options.finding === undefined,
  });
  const text = applyEdit(before.report.text, edit);
  if (text === undefined)
    throw new UsageError(`"waivers" of ${file} cannot be added to`, "write the waiver by hand, under `waivers`");

  const after = firstRun({ ...content, spec: { file, bytes: new TextEncoder().encode(text) } }, pipeline);
  if (!isValid(after)) return printMistakes([after.report], options, io);
  const index = after.compiled.model.spec.waivers.length - 1;
  const fault = after.report.findings.find(({ target: [section, at] }) => section === "waivers" && at === index);
  if (fault) throw new UsageError(`the waiver would not count: ${fault.message}`, fault.help);
  writeSpec(content.spec, text, io.cwd);
  const { line } = after.compiled.model.source.locate(["waivers", index]);
  const waived = after.report.findings.filter(({ waiver }) => waiver?.index === index);
  io.stdout.write(`${file}:${line}: ${waived.length === 1 ? "a finding is" : `${waived.length} findings are`} waived`);
  io.stdout.write(` until ${waived[0]?.waiver?.expires}: ${policy.id} on ${formatSpecPath(first.target)}\n`);
  return exitCodes.clean;
}

function policyOf(id: string, policies: readonly Policy[]): Policy {
  const policy = policies.find((each) => each.id === id);
  if (policy) return policy;
  const ids = policies.map((each) => each.id);
  throw new UsageError(`there is no policy "${id}"`, suggest(id, ids, "`groundplan check` names the policies"));
}

/** The open finding that the arguments mean, the first of them where they mean all of a target. */
function findingMeant(
  policy: Policy,
  open: readonly PolicyFinding[],
  { target, key }: { readonly target: string | undefined; readonly key: string | undefined },
): PolicyFinding {
  const targets = [...new Set(open.map((finding) => formatSpecPath(finding.target)))];
  if (targets.length === 0)
    throw new UsageError(`"${policy.id}" has no open finding`, "`groundplan check` lists the open findings");
  const chosen = target ?? (targets.length === 1 ? targets[0] : undefined);
  if (chosen === undefined)
    throw new UsageError(`"${policy.id}" has findings on ${targets.length} targets`, `name one: ${targets.join(", ")}`);
  const onTarget = open.filter((finding) => formatSpecPath(finding.target) === chosen);
  if (onTarget.length === 0)
    throw new UsageError(`"${policy.id}" has no open finding on "${chosen}"`, `it has one on ${targets.join(", ")}`);
  const meant = onTarget.find((finding) => key === undefined || finding.key === key);
  if (meant) return meant;
  const keys = onTarget.map((finding) => finding.key).join(", ");
  throw new UsageError(`"${policy.id}" has no finding "${key}" on "${chosen}"`, `its findings there are ${keys}`);
}
