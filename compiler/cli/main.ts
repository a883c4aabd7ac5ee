import { exitCodes } from "./exit-code.ts";
import { processIo } from "./io.ts";
import { run } from "./run.ts";

for (const [name, stream] of Object.entries({ stdout: process.stdout, stderr: process.stderr })) {
  stream.on("error", ({ code }: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`groundplan check | head`) closes the pipe: that is no error.
    if (code === "EPIPE") process.exit();
    if (name === "stdout") process.stderr.write(`error: cannot write to ${name} (${code ?? "unknown reason"})\n`);
    process.exit(exitCodes.invalid);
  });
}

run(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
  // Once all is written, nothing is left to do: left to itself, Node first collects and frees all that a run has made.
  if ([process.stdout, process.stderr].every(({ writableLength, errored }) => writableLength === 0 && !errored))
    process.exit();
});
