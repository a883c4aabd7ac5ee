/**
 * A mistake in how the program was called, or a file that it cannot use. Commands throw it from any depth;
 * `run` prints it and ends with the exit code `invalid`. A mistake in a spec is a finding instead.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it. */
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}
