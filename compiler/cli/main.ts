import { processIo } from "./io.ts";
import { run } from "./run.ts";

// A reader that has seen enough (`groundplan check | head`) closes the pipe: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

run(process.argv.slice(2), processIo()).then((code) => {
  process.exitCode = code;
  // Once all is written, nothing is left to do: left to itself, Node first collects and frees all that a run has made.
  if ([process.stdout, process.stderr].every(({ writableLength, errored }) => writableLength === 0 && !errored))
    process.exit();
});
