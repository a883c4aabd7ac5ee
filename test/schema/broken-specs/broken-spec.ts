import type { SpecCode } from "../../../schema/finding.ts";

/** One edit that breaks `test/fixtures/complete.yaml`, and what must be said of it. */
export interface BrokenSpec {
  readonly name: string;
  /** The text to replace, which is in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly code: SpecCode;
  /** A part of the help, where it must suggest something. */
  readonly help?: string;
  /** The environment that the mistake is in. */
  readonly environment?: string;
}
