import { isUndeclared } from "../../../policies/access-matrix/access.ts";
import { isNamed, narrowAccess } from "../../../policies/access-matrix/narrow-access.ts";
import { accessCsv } from "../../../policies/report/access/access-csv.ts";
import { accessJson } from "../../../policies/report/access/access-json.ts";
import { accessMarkdown } from "../../../policies/report/access/access-markdown.ts";
import { accessPretty } from "../../../policies/report/access/access-pretty.ts";
import type { AccessReport } from "../../../policies/report/access/access-text.ts";
import { painterFor } from "../../../policies/report/ansi-style.ts";
import { didYouMean } from "../../../schema/parse/did-you-mean.ts";
import type { accessFormats } from "../access/access-formats.ts";
import { accessIn } from "../access/access-in.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import type { CompiledSystem } from "../pipeline.ts";
import { seenOn } from "../print-report.ts";
import { sayMistakes } from "../print-when-valid.ts";
import { runSpecs } from "../run-specs.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

/** `groundplan access`'s own options. */
export interface AccessOptions extends SpecOptions, Pick<PrintOptions, "color"> {
  readonly format: (typeof accessFormats)[number];
  readonly service?: string;
  readonly target?: string;
  readonly undeclared?: boolean;
}

/**
 * `groundplan access`: who can reach what in each system and each of its environments, and which line asks for it. With `--undeclared` it lists what
 * no line asks for, and fails where some of that is open.
 */
export async function access(specs: readonly string[], options: AccessOptions, io: Io): Promise<ExitCode> {
  const { format: _, ...rest } = options;
  const run = await runSpecs(specs, { ...rest, failOn: "never" }, io);
  const whole = run.compiled.map(reportOf);
  for (const name of ["service", "target"] as const) assertKnown(name, options, whole);
  const reports = whole.filter((report) => hasNames(report, options)).map((report) => narrowed(report, options));
  io.stdout.write(render(reports, options, io));
  const code = await sayMistakes(run, options, io);
  const open = reports.some(({ matrix }) => matrix.cells.some(({ ways }) => ways.some(isOpenUndeclared)));
  return code === exitCodes.clean && options.undeclared && open ? exitCodes.findings : code;
}

const isOpenUndeclared = (way: AccessReport["matrix"]["cells"][number]["ways"][number]): boolean =>
  isUndeclared(way) && way.state !== "unknown";

function reportOf(compiled: CompiledSystem): AccessReport {
  const { spec, source, environment } = compiled.model;
  const matrix = accessIn(compiled);
  return { file: source.file, system: spec.system, ...(environment !== undefined && { environment }), matrix };
}

function narrowed({ matrix, ...report }: AccessReport, { service, target, undeclared }: AccessOptions): AccessReport {
  const query = {
    ...(service !== undefined && { source: service }),
    ...(target !== undefined && { target }),
    ...(undeclared && { onlyUndeclared: true }),
  };
  return { ...report, matrix: narrowAccess(matrix, query), isOnlyUndeclared: undeclared ?? false };
}

/** Whether a system has what the options name: of several systems mostly one does. */
function hasNames({ matrix }: AccessReport, { service, target }: AccessOptions): boolean {
  const has = (paths: readonly string[], name: string | undefined): boolean =>
    name === undefined || paths.some((path) => isNamed(path, name));
  return has(matrix.sources, service) && has(matrix.targets, target);
}

/** A name that no system has is a mistake of the command line, and not an empty answer. */
function assertKnown(option: "service" | "target", options: AccessOptions, reports: readonly AccessReport[]): void {
  const name = options[option];
  if (name === undefined || reports.length === 0) return;
  const paths = reports.flatMap(({ matrix }) => (option === "service" ? matrix.sources : matrix.targets));
  if (paths.some((path) => isNamed(path, name))) return;
  const likely = didYouMean(name, [...paths, ...paths.map((path) => path.slice(path.lastIndexOf(".") + 1))]);
  const help = likely === undefined ? "`groundplan access` without it shows every name" : `did you mean "${likely}"?`;
  throw new UsageError(
    `nothing here ${option === "service" ? "reaches anything" : "is reached"} by the name "${name}"`,
    help,
  );
}

function render(reports: readonly AccessReport[], { format, color }: AccessOptions, io: Io): string {
  if (format === "json") return accessJson(reports, version);
  if (format === "csv") return accessCsv(reports);
  if (format === "markdown") return reports.map(accessMarkdown).join("\n");
  const look = seenOn(io.stdout, color === undefined ? {} : { color }, io);
  const layout = { paint: painterFor(look), width: look.width };
  return reports.map((report) => accessPretty(report, layout)).join("\n");
}
