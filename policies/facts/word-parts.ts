import { type NamedPart, namedParts } from "./named-parts.ts";

/** A part of a command that words before it give a name: `hunter2` after `--password`. */
export interface WordPart extends NamedPart {
  /** The position of the word that it is in. */
  readonly index: number;
}

/** The named parts of a command, whichever words they stand in. */
export function wordParts(words: readonly string[]): readonly WordPart[] {
  return namedParts(words.join(" ")).map((part) => ({ ...part, index: wordAt(words, part.at) }));
}

/** Which word has a place in the text of them all, with a blank between each two. */
function wordAt(words: readonly string[], place: number): number {
  let end = 0;
  const index = words.findIndex(({ length }) => {
    end += length + 1;
    return place < end;
  });
  return index < 0 ? words.length - 1 : index;
}
