/** The files of a system as they were before an edit. */
export interface OldState {
  /** How reports name it, e.g. `origin/main (1a2b3c4)`. */
  readonly name: string;
  /** The content of those files that were there, by the names that the user gave them. */
  read(files: readonly string[]): ReadonlyMap<string, Uint8Array>;
  /** The files of patterns that were there and are no longer. */
  gone(patterns: readonly string[]): Promise<readonly string[]>;
}
