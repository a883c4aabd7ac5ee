import { compareText } from "../finding.ts";

/**
 * The candidate that a misspelt word most likely means, or `undefined` when none is near:
 * at most a third of the word may differ.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of [...candidates].sort(compareText)) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** A help text: the likely word if there is one, else all of them, else `otherwise`. */
export function suggest(word: string, candidates: Iterable<string>, otherwise: string): string {
  const known = [...candidates].sort(compareText);
  const likely = didYouMean(word, known);
  if (likely !== undefined) return `did you mean "${likely}"?`;
  return known.length > 0 ? `choose one of ${known.map((name) => `"${name}"`).join(", ")}` : otherwise;
}

/**
 * The optimal string alignment distance: how many letters to insert, delete, replace,
 * or swap with their neighbour.
 */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const replaced = at(last, column - 1) + (same ? 0 : 1);
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        replaced,
        at(last, column) + 1,
        at(current, column - 1) + 1,
        swapped ? at(beforeLast, column - 2) + 1 : replaced,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
