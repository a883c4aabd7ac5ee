import { readFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { onlyMistakes, reportText, seenOn } from "../print-report.ts";
import { runSpecs } from "../run-specs.ts";
import { type AskOptions, ask } from "../smoke/ask.ts";
import { judgeAnswer } from "../smoke/judge-answer.ts";
import { failures, printSmoke, smokeJson } from "../smoke/print-smoke.ts";
import { type Detour, smokeTargets } from "../smoke/smoke-targets.ts";
import { UsageError } from "../usage-error.ts";

/** `groundplan smoke`'s own options. */
export interface SmokeOptions extends SpecOptions, Pick<PrintOptions, "color"> {
  readonly format: "pretty" | "json";
  /** In seconds. */
  readonly timeout: number;
  readonly resolve: Readonly<Record<string, string>>;
  readonly baseUrl?: URL;
  readonly ca?: string;
}

/** `groundplan smoke`: asks every host and path of a deployed system's routes whether somebody answers. */
export async function smoke(specs: readonly string[], options: SmokeOptions, io: Io): Promise<ExitCode> {
  const run = await runSpecs(specs, { ...options, failOn: "never" }, io);
  const mistakes = onlyMistakes(run);
  if (mistakes.report.systems.length > 0) {
    io.stderr.write(await reportText(mistakes, "pretty", seenOn(io.stderr, options, io)));
    return exitCodes.invalid;
  }
  const chosen = run.compiled.filter(({ model }) => model.environment === options.env);
  const detour: Detour = { resolve: options.resolve, ...(options.baseUrl && { baseUrl: options.baseUrl }) };
  const asking: AskOptions = { timeout: options.timeout * 1000, ...(options.ca && { ca: readCa(options.ca, io) }) };
  const systems = await Promise.all(
    chosen.map(async ({ model }) => ({
      name: model.name,
      results: await Promise.all(
        smokeTargets(model, detour).map(async (target) => judgeAnswer(target, await ask(target, asking), io.now())),
      ),
    })),
  );
  io.stdout.write(options.format === "json" ? smokeJson(systems) : printSmoke(systems));
  return failures(systems).length > 0 ? exitCodes.findings : exitCodes.clean;
}

function readCa(file: string, { cwd }: Io): string {
  try {
    return readFileSync(resolvePath(cwd, file), "utf8");
  } catch {
    throw new UsageError(`cannot read the certificate "${file}"`, "name a file in PEM");
  }
}
