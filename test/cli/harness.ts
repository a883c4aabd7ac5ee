import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { firstSpec } from "../../compiler/cli/first-spec.ts";
import type { Output } from "../../compiler/cli/io.ts";
import { run } from "../../compiler/cli/run.ts";

/** What a command printed and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs. */
export interface Place {
  readonly env?: Readonly<Record<string, string>>;
  /** The columns of a terminal; without them the output is a pipe. */
  readonly columns?: number;
  /** The milliseconds that pass each time the clock is read. */
  readonly pace?: number;
}

/** Runs the program in a folder on a fixed day. */
export async function groundplan(
  cwd: string,
  argv: readonly string[],
  { env = {}, columns, pace = 0 }: Place = {},
): Promise<Ended> {
  let time = Date.parse("2026-11-20T12:00:00Z");
  const now = () => {
    time += pace;
    return new Date(time);
  };
  const stdout: string[] = [];
  const stderr: string[] = [];
  const output = (written: string[]): Output => ({
    write: (text) => {
      written.push(text);
    },
    isTerminal: columns !== undefined,
    columns,
  });
  const io = { cwd, env, stdout: output(stdout), stderr: output(stderr), now };
  const code = await run(argv, io);
  return { code, stdout: stdout.join(""), stderr: stderr.join("") };
}

/** A new folder with files in it, by path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "groundplan-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A spec with nothing against it. */
export const cleanSpec = firstSpec("shop", "../../system.schema.json");

/** The same without its section `network`, for one of a test's own. */
export const bareSpec = cleanSpec.replace(/network:\n.*\n\n/, "");

/** The same with a finding of severity medium and one of severity high. */
export const flawedSpec = cleanSpec.replace(/ {4}cluster-autoscaler.*\n/, "").replace('"0.1.0"', "latest");

/** The same with a misspelt key. */
export const brokenSpec = cleanSpec.replace("nodePools:", "nodePool:");

/** Every file below a folder with its content, by path. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
}
