/** One edit that breaks the spec of a system, and all that must be said of it. */
export interface BrokenSystem {
  readonly name: string;
  /** The text to replace, which is in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** What is found on the lines of the edit: codes of mistakes, or ids of policies. */
  readonly found?: readonly string[];
  /** What is found on other lines, because the edit took something away from them: the code, and what it is about. */
  readonly elsewhere?: readonly string[];
  /** A part of the help, where it must suggest something. */
  readonly help?: string;
}
