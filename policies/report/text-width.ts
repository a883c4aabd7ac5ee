import { eastAsianWidth } from "get-east-asian-width";

/** The columns that text takes on a terminal: two for wide characters, none for combining marks. */
export function textWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

/**
 * Breaks text into lines of at most `width` columns, the first of at most `firstWidth`: at spaces where
 * it can, inside a word that is longer than a line where it must. Always at least one line, and an empty
 * first one where no word fits there.
 */
export function wrapText(text: string, width: number, firstWidth: number = width): readonly string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(" ").flatMap((long) => breakWord(long, Math.max(width, 1)))) {
    const joined = line === undefined ? word : `${line} ${word}`;
    const isFirst = lines.length === 0;
    if (textWidth(joined) <= (isFirst ? firstWidth : width) || (line === undefined && !isFirst)) line = joined;
    else {
      lines.push(line ?? "");
      line = word;
    }
  }
  return [...lines, line ?? ""];
}

function breakWord(word: string, width: number): readonly string[] {
  if (textWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece !== "" && textWidth(piece + character) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
