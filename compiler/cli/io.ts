/** Where a command writes. */
export interface Output {
  write(text: string): void;
  /** Whether a person is looking: a terminal, not a file or a pipe. */
  readonly isTerminal: boolean;
  /** The terminal's width, when there is one. */
  readonly columns: number | undefined;
}

/** All that a command sees of the machine beside the file system. Tests give their own. */
export interface Io {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For data: reports, schemas, diagrams. */
  readonly stdout: Output;
  /** For talk: progress, summaries, mistakes of usage. */
  readonly stderr: Output;
  now(): Date;
}

/** The process itself. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: streamOutput(process.stdout),
    stderr: streamOutput(process.stderr),
    now: () => new Date(),
  };
}

function streamOutput(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}
