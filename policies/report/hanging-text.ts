import type { Painter, Style } from "./ansi-style.ts";
import { wrapText } from "./text-width.ts";
import { visibleText } from "./visible-text.ts";

/** Where text goes: how it is painted, and the columns it may take. */
export interface Layout {
  readonly paint: Painter;
  readonly width: number;
}

/** Text behind a label. Only the label is painted. */
export interface LabelledText {
  /** The spaces before the label. */
  readonly indent: string;
  readonly label: string;
  readonly styles: readonly Style[];
  /** Text of a spec or about it: made visible here. */
  readonly text: string;
  /** How far further lines are indented. By default below the text where the label is short, else two columns. */
  readonly hang?: number;
}

/** Wraps labelled text with its further lines indented, but never so far that a narrow terminal is all margin. */
export function hangingText(labelled: LabelledText, { paint, width }: Layout): readonly string[] {
  const indent = labelled.indent;
  const label = visibleText(labelled.label);
  const hang = labelled.hang ?? (label.length + 1 <= width / 4 ? label.length + 1 : 2);
  const room = Math.max(width - indent.length - hang, 8);
  const [first = "", ...rest] = wrapText(visibleText(labelled.text), room, room - (label.length + 1 - hang));
  return [
    `${indent}${paint(label, ...labelled.styles)} ${first}`.trimEnd(),
    ...rest.map((line) => `${indent}${" ".repeat(hang)}${line}`),
  ];
}
