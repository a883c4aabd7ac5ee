import { CommanderError } from "commander";
import { RuleFailure } from "../../policies/custom/guard-rule.ts";
import { visibleText } from "../../policies/report/visible-text.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { createProgram } from "./program.ts";
import { UsageError } from "./usage-error.ts";

/** Runs the program with its arguments, and says how it ended. Nothing gets out of here but that. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  const program = createProgram(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    return explainError(error, io);
  }
}

function explainError(error: unknown, io: Io): ExitCode {
  // Commander has printed the mistake, or the help that was asked for, by itself.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.invalid;
  if (error instanceof UsageError) {
    io.stderr.write(`error: ${visibleText(error.message)}\n  help: ${visibleText(error.help)}\n`);
    return exitCodes.invalid;
  }
  if (error instanceof RuleFailure) {
    io.stderr.write(`error: ${visibleText(error.message)}\n  help: mend the module of the policy pack\n`);
    return exitCodes.invalid;
  }
  io.stderr.write(`internal error: ${visibleText(error instanceof Error ? error.message : String(error))}\n`);
  io.stderr.write("  This is a bug in groundplan, not in your spec. Please report it with the spec that causes it.\n");
  if (io.env["GROUNDPLAN_DEBUG"] !== "1") io.stderr.write("  Set GROUNDPLAN_DEBUG=1 to see where it happened.\n");
  else if (error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return exitCodes.internal;
}
