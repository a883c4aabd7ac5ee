import type { Group, Thing, Way } from "./architecture.ts";

/** Where something is drawn, in pixels from the top left; whole numbers. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point of a line, in pixels from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A thing in its place. */
export interface DrawnBox {
  readonly thing: Thing;
  readonly frame: Frame;
  /** Its name and details, cut so that they fit. */
  readonly name: string;
  readonly details: readonly string[];
}

/** A group in its place. */
export interface DrawnFrame {
  readonly group: Group;
  readonly frame: Frame;
  /** Its name, cut so that it fits. */
  readonly name: string;
}

/** A way in its place. */
export interface DrawnLine {
  readonly way: Way;
  /** From its beginning to its end, two or more, each beside or below the one before. */
  readonly points: readonly Point[];
  readonly label: { readonly text: string; readonly frame: Frame };
}

/** An architecture laid out: plain data, of which SVG is a view. */
export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DrawnBox[];
  /** A frame stands behind the one around it. */
  readonly frames: readonly DrawnFrame[];
  readonly lines: readonly DrawnLine[];
}
