import { isDeepStrictEqual } from "node:util";
import { lineIndex } from "../source/line-index.ts";
import { parseYaml } from "../source/parse-yaml.ts";
import { spliceOf } from "./apply-edit.ts";
import { editedValue, type SpecEdit } from "./spec-edit.ts";
import { lineEnd, type Splice } from "./text-places.ts";

/** Lines of a text as an edit leaves them: one of the old ones at least, so that what is only added has its place. */
export interface EditedLines {
  /** The first line that changes, from 1. */
  readonly line: number;
  /** The last line that changes. */
  readonly endLine: number;
  /** What stands in their place. */
  readonly lines: readonly string[];
}

/**
 * The lines that each of several edits changes, each edit for itself; `undefined` where the text cannot be edited so.
 * The text is read once for all of them, and once more for all that do not touch: a spec of some hundred services may
 * have as many edits, and reading it takes a tenth of a second.
 */
export function editedLines(text: string, edits: readonly SpecEdit[]): readonly (EditedLines | undefined)[] {
  const { document, problems } = parseYaml(text);
  if (!document || problems.length > 0) return edits.map(() => undefined);
  const made = edits.flatMap((edit): readonly MadeEdit[] => {
    const splice = spliceOf(document, text, edit);
    return splice ? [{ edit, splice }] : [];
  });
  const right = new Set(proven(apart(made), { text, data: document.toJS() }));
  const lines = new Map(made.filter((each) => right.has(each)).map((each) => [each.edit, each.splice]));
  const index = lineIndex(text);
  return edits.map((edit) => {
    const splice = lines.get(edit);
    return splice && changedLines(text, splice, index.rangeOf([splice.start, splice.end]).line);
  });
}

/** Enough for edits that fit together, of which a few are wrong. Those beyond it count as wrong. */
const mostReads = 64;

interface MadeEdit {
  readonly edit: SpecEdit;
  readonly splice: Splice;
}

/** Edits in groups in which no two touch, each from the end of the text on. */
function apart(made: readonly MadeEdit[]): readonly (readonly MadeEdit[])[] {
  const groups: MadeEdit[][] = [];
  for (const each of [...made].sort((left, right) => right.splice.start - left.splice.start)) {
    const group = groups.find((those) => each.splice.end < (those.at(-1)?.splice.start ?? 0));
    if (group) group.push(each);
    else groups.push([each]);
  }
  return groups;
}

interface EditedSource {
  readonly text: string;
  readonly data: unknown;
}

/** Those edits that leave the data that they should: a whole group where it does together, else each half for itself. */
function proven(groups: readonly (readonly MadeEdit[])[], source: EditedSource): readonly MadeEdit[] {
  const right: MadeEdit[] = [];
  const waiting = [...groups];
  for (let reads = 0; reads < mostReads; reads += 1) {
    const group = waiting.shift();
    if (!group) break;
    const half = Math.ceil(group.length / 2);
    if (isRight(group, source)) right.push(...group);
    else if (group.length > 1) waiting.push(group.slice(0, half), group.slice(half));
  }
  return right;
}

function isRight(made: readonly MadeEdit[], { text, data }: EditedSource): boolean {
  // From the end on, so that places and positions in lists before an edit stay as they are.
  const wanted = made.reduce((value, { edit }) => value && editedValue(value, edit), data);
  const edited = made.reduce(
    (all, { splice }) => all.slice(0, splice.start) + splice.text + all.slice(splice.end),
    text,
  );
  const { document, problems } = parseYaml(edited);
  return problems.length === 0 && isDeepStrictEqual(document?.toJS(), wanted);
}

function changedLines(text: string, { start, end, text: written }: Splice, firstLine: number): EditedLines {
  const [from, to] = [text.lastIndexOf("\n", start - 1) + 1, lineEnd(text, end)];
  const old = text.slice(from, to).split(/\r?\n/);
  const now = (text.slice(from, start) + written + text.slice(end, to)).split(/\r?\n/);
  let line = firstLine;
  while (old.length > 1 && old[0] === now[0]) {
    old.shift();
    now.shift();
    line += 1;
  }
  while (old.length > 1 && old.at(-1) === now.at(-1)) {
    old.pop();
    now.pop();
  }
  return { line, endLine: line + old.length - 1, lines: now };
}
