import type { Group, Thing, Way } from "../../schema/architecture/architecture.ts";
import { cutToWidth, textWidth } from "./text-size.ts";

/** Sizes of text in pixels. The style of the picture has the same. */
const sizes = { name: 13, detail: 11, group: 12, way: 11 } as const;

/** Texts longer than this are cut. */
const widest = 250;
const padding = 12;
/** At the right of a name, for the mark of its findings. */
const badge = 46;

/** A box as large as its text, before it has a place. */
export interface Measured {
  readonly name: string;
  readonly details: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** How large the box of a thing is. */
export function measureThing({ name, details }: Pick<Thing, "name" | "details">): Measured {
  const shownName = cutToWidth(name, sizes.name, widest);
  const shownDetails = details.map((detail) => cutToWidth(detail, sizes.detail, widest));
  const texts = [
    textWidth(shownName, sizes.name) + badge,
    ...shownDetails.map((detail) => textWidth(detail, sizes.detail)),
  ];
  return {
    name: shownName,
    details: shownDetails,
    // Room for the symbol of its kind at the left.
    width: Math.max(90, ...texts) + 2 * padding + 20,
    height: 34 + 15 * shownDetails.length,
  };
}

/** How wide a group is at least, and what fits of its name. */
export function measureGroup({ name }: Pick<Group, "name">): { readonly name: string; readonly width: number } {
  const shown = cutToWidth(name, sizes.group, 2 * widest);
  return { name: shown, width: textWidth(shown, sizes.group) + badge + 2 * padding };
}

/** What is said of a way, as far as it fits. */
export function measureWay({ what, port, kind }: Way): {
  readonly text: string;
  readonly width: number;
  readonly height: number;
} {
  const end = port === undefined ? "" : kind === "route" ? ` → ${port}` : ` :${port}`;
  const text = `${cutToWidth(what, sizes.way, widest)}${end}`;
  return { text, width: textWidth(text, sizes.way) + 8, height: 16 };
}

/** The room for the name of a group above what is in it. */
export const groupHead = 34;
/** The room between a group's edge and what is in it. */
export const groupPadding = 14;
/** The room between things on one shelf. */
export const shelfGap = 8;
