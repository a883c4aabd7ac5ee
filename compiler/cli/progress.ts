import type { Io } from "./io.ts";

/** Says on a terminal what a long run is doing, on one line that it takes away again. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

/** A run that is shorter than this says nothing, in milliseconds. */
const patience = 500;

const eraseLine = "\r\u001b[2K";

/** Begins to measure. Nothing is shown unless stderr is a terminal. */
export function startProgress(io: Io): Progress {
  const started = io.now().getTime();
  let shown = false;
  return {
    show: (text) => {
      if (!io.stderr.isTerminal || io.now().getTime() - started < patience) return;
      io.stderr.write(`${eraseLine}${text.slice(0, (io.stderr.columns ?? 80) - 1)}`);
      shown = true;
    },
    clear: () => {
      if (shown) io.stderr.write(eraseLine);
      shown = false;
    },
  };
}
