import type { Severity } from "../../schema/finding.ts";

/** How a stretch of a terminal report looks. */
export type Style = "bold" | "dim" | "red" | "yellow" | "cyan" | "green" | "magenta" | "blue";

// https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters
const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

/** Puts styles around text. */
export type Painter = (text: string, ...styles: readonly Style[]) => string;

/** A painter that paints, or one that leaves text as it is. */
export function painterFor({ color }: { readonly color: boolean }): Painter {
  if (!color) return (text) => text;
  return (text, ...styles) =>
    styles.reduce((inner, style) => `\u001b[${codes[style][0]}m${inner}\u001b[${codes[style][1]}m`, text);
}

/** The look of each severity. */
export const severityStyles: Readonly<Record<Severity, readonly Style[]>> = {
  critical: ["magenta", "bold"],
  high: ["red", "bold"],
  medium: ["yellow", "bold"],
  low: ["cyan", "bold"],
  info: ["bold"],
};
