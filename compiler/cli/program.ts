import { Command } from "commander";
import type { Io } from "./io.ts";
import { addAccess } from "./program/access.ts";
import { addBaseline } from "./program/baseline.ts";
import { addCheck } from "./program/check.ts";
import { addCompile } from "./program/compile.ts";
import type { End } from "./program/end.ts";
import { addExplain } from "./program/explain.ts";
import { addGenerate } from "./program/generate.ts";
import { addGraph } from "./program/graph.ts";
import { addInit } from "./program/init.ts";
import { addLock } from "./program/lock.ts";
import { addPolicies } from "./program/policies.ts";
import { addResolve } from "./program/resolve.ts";
import { addSchema } from "./program/schema.ts";
import { addSmoke } from "./program/smoke.ts";
import { addSynth } from "./program/synth.ts";
import { addWaive } from "./program/waive.ts";
import { version } from "./version.ts";

/** The command line: every command with its options. A command's own code is loaded when it runs. */
export function createProgram(io: Io, end: End): Command {
  const program = new Command("groundplan")
    .description("Compiles one spec.yaml to policy-checked Terraform for AWS and Kubernetes.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("add --help to see what it takes")
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", exitCodeHelp);
  addCheck(program, io, end);
  addCompile(program, io, end);
  addResolve(program, io, end);
  addExplain(program, io, end);
  addWaive(program, io, end);
  addBaseline(program, io, end);
  addAccess(program, io, end);
  addGraph(program, io, end);
  addPolicies(program, io, end);
  addInit(program, io, end);
  addLock(program, io, end);
  addSchema(program, io, end);
  addSmoke(program, io, end);
  addSynth(program, io, end);
  addGenerate(program, io, end);
  return program;
}

const exitCodeHelp = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  a spec, a file or the command line is wrong
  3  a bug in groundplan

Run \`groundplan help <command>\` for options and examples.
`;
