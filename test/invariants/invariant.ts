import type { Emitted } from "./emitted.ts";

/** Something that holds of every system that the compiler emits, whatever its spec says. */
export interface Invariant {
  /** The good state, as a sentence. */
  readonly name: string;
  /** What contradicts it, for people; nothing when it holds. */
  check(emitted: Emitted): readonly string[];
}
