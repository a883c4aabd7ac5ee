import { policiesOf } from "../../../policies/pack/policies-of.ts";
import { jsonText } from "../../../policies/report/json-text.ts";
import type { Policy } from "../../../policies/rule.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import { didYouMean } from "../../../schema/parse/did-you-mean.ts";
import { formatSpecPath, parseSpecPath } from "../../../schema/spec-path.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { accessOf, accessSubject } from "../explain/explain-access.ts";
import { explainNode, findNodes } from "../explain/explain-address.ts";
import { explainPath, valueAt } from "../explain/explain-path.ts";
import { explainPolicy, policyDocument } from "../explain/explain-policy.ts";
import { assign, explainChange, parseAssignment } from "../explain/explain-what-if.ts";
import { policyInSpec, policyInSpecDocument, printPolicyInSpec } from "../explain/policy-in-spec.ts";
import { printAccess } from "../explain/print-access.ts";
import { withoutStack } from "../explain/readable-body.ts";
import { section } from "../explain/section.ts";
import { findSpecs, readSpecContent, specsHere } from "../find-specs.ts";
import type { Io } from "../io.ts";
import { loadPack } from "../load-pack.ts";
import { firstRun, isValid, oneSpec, printMistakes } from "../one-spec.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import type { CompiledSystem, PipelineOptions, SystemRun } from "../pipeline.ts";
import { pipelineOptions } from "../run-specs.ts";
import { UsageError } from "../usage-error.ts";

/** `groundplan explain`'s own options. */
export interface ExplainOptions extends SpecOptions, Pick<PrintOptions, "color"> {
  readonly spec?: string;
  /** `json` for what has access to what, and for policies. */
  readonly format: "pretty" | "json";
}

/**
 * `groundplan explain`: a policy's id, else `path=value`, else a resource's address, else a spec path, else the name of
 * a service or of what services use. All but the policy need a spec, and of a policy it says what it finds in one.
 */
export async function explain(subject: string, options: ExplainOptions, io: Io): Promise<ExitCode> {
  const loaded = await loadPack(options.pack, io.cwd);
  if (loaded.mistakes.length > 0) return printMistakes(loaded.mistakes, options, io);
  const policies = policiesOf(loaded.pack);
  const policy = policies.find(({ id }) => id === subject);
  const assignment = policy ? undefined : parseAssignment(subject);
  const pipeline = { ...pipelineOptions(options, loaded, io), keepPasses: !assignment };
  if (policy) return explainPolicyAndSpec(policy, options, pipeline, io);
  const content = readSpecContent(await oneSpec(options.spec, io.cwd), io.cwd);
  const run = firstRun(content, pipeline);
  if (!isValid(run)) return printMistakes([run.report], options, io);
  if (!assignment) {
    io.stdout.write(options.format === "json" ? accessJson(subject, run) : explainInSpec(subject, run, policies));
    return exitCodes.clean;
  }
  const { text, hasLines } = assign(run.compiled.model.source, assignment);
  const changed = { file: content.spec.file, bytes: new TextEncoder().encode(text) };
  const after = firstRun({ ...content, spec: changed }, pipeline);
  const [mistake] = after.report.problems;
  if (mistake && !hasLines) throw new UsageError(`the spec would have a mistake: ${mistake.message}`, mistake.help);
  if (!isValid(after)) return printMistakes([after.report], options, io);
  io.stdout.write(explainChange(assignment, run, after));
  return exitCodes.clean;
}

/** A policy, and what it says of the spec that is named or that is the only one here. It is explained without one, too. */
async function explainPolicyAndSpec(
  policy: Policy,
  options: ExplainOptions,
  pipeline: PipelineOptions,
  io: Io,
): Promise<ExitCode> {
  const files = options.spec === undefined ? await specsHere(io.cwd) : await findSpecs([options.spec], io.cwd);
  const [file, ...others] = files;
  const run = file !== undefined && others.length === 0 ? firstRun(readSpecContent(file, io.cwd), pipeline) : undefined;
  if (run && !isValid(run) && options.spec !== undefined) return printMistakes([run.report], options, io);
  const said = run && isValid(run) ? policyInSpec(policy, run.report) : undefined;
  if (options.format === "json") {
    io.stdout.write(jsonText({ policy: policyDocument(policy), spec: said ? policyInSpecDocument(said) : null }));
    return exitCodes.clean;
  }
  const elsewhere = section("in a spec", [`${files.length} specs are here: --spec <file> says what it finds in one`]);
  io.stdout.write(
    [explainPolicy(policy), said ? printPolicyInSpec(said) : others.length > 0 ? elsewhere : ""].join(""),
  );
  return exitCodes.clean;
}

function explainInSpec(
  subject: string,
  { compiled, report }: Required<SystemRun>,
  policies: readonly Policy[],
): string {
  const nodes = findNodes(subject, compiled.graph);
  if (nodes.length > 0) return nodes.map((node) => explainNode(node, compiled)).join("\n");
  const path = parseSpecPath(subject);
  const user = path && accessSubject(compiled.model.spec, path);
  const access = user ? printAccess(accessOf(compiled, user), compiled.model) : "";
  if (path?.length && valueAt(compiled.model.spec, path) !== undefined)
    return [explainPath(path, { compiled, report }, policies), access].filter(Boolean).join("\n");
  if (user) return access;
  throw new UsageError(
    `"${subject}" is no policy, no resource and no path of ${report.file}`,
    suggestion(subject, compiled, policies),
  );
}

function accessJson(subject: string, { compiled }: Required<SystemRun>): string {
  const user = accessSubject(compiled.model.spec, parseSpecPath(subject) ?? []);
  if (user) return jsonText(accessOf(compiled, user));
  throw new UsageError(
    `"${subject}" is nothing that uses or is used`,
    "name a service, a store or a queue with --format json",
  );
}

function suggestion(subject: string, { model, graph }: CompiledSystem, policies: readonly Policy[]): string {
  const addresses = graph.nodes.flatMap(({ address }) => [address, withoutStack(address)]);
  const names = [model.spec.services, model.spec.stores, model.spec.queues].flatMap((items) => Object.keys(items));
  const paths = pathsOf(model.spec).filter((path) => path !== "");
  const likely = didYouMean(subject, [...policies.map(({ id }) => id), ...addresses, ...paths, ...names]);
  return likely === undefined
    ? "`groundplan resolve` shows every path, and `groundplan check` names policies and resources"
    : `did you mean "${likely}"?`;
}

/** Every path of a value, as people type it. */
function pathsOf(value: unknown, path: SpecPath = []): readonly string[] {
  if (typeof value !== "object" || value === null) return [formatSpecPath(path)];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [formatSpecPath(path), ...inner];
}
