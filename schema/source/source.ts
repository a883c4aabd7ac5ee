import type { SourceRange, SpecPath } from "../finding.ts";

/** A YAML file as read: its value, and where each part of it stands. */
export interface Source {
  /** The file as the user named it. */
  readonly file: string;
  readonly text: string;
  /** The document as plain data: maps, lists, text, numbers, booleans, null. */
  readonly value: unknown;
  /**
   * Where the value at a path stands. A path that the file does not have gives
   * the key of its nearest existing parent, which is where a missing key belongs.
   */
  locate(path: SpecPath): SourceRange;
  /** The same for the key rather than its value. */
  locateKey(path: SpecPath): SourceRange;
  /** Whether the file itself says the value at a path. */
  has(path: SpecPath): boolean;
}
