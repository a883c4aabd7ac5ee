import type { Thing } from "../../schema/architecture/architecture.ts";
import type { Frame } from "../../schema/architecture/picture.ts";
import { type Measured, measureThing, shelfGap } from "./measures.ts";

/** Things of one group that no way leads to or from, in columns under each other, so that they take one place together. */
export interface Shelf {
  readonly items: readonly { readonly thing: Thing; readonly size: Measured; readonly frame: Frame }[];
  readonly width: number;
  readonly height: number;
}

/** Puts things on a shelf: all as wide as the widest, in columns of up to six. */
export function stack(things: readonly Thing[]): Shelf {
  const sized = things.map((thing) => ({ thing, size: measureThing(thing) }));
  const width = Math.max(...sized.map(({ size }) => size.width));
  const height = Math.max(...sized.map(({ size }) => size.height));
  const columns = Math.ceil(sized.length / 6);
  const rows = Math.ceil(sized.length / columns);
  const items = sized.map(({ thing, size }, index) => {
    const [column, row] = [Math.floor(index / rows), index % rows];
    return { thing, size, frame: { x: column * (width + shelfGap), y: row * (height + shelfGap), width, height } };
  });
  return {
    items,
    width: columns * (width + shelfGap) - shelfGap,
    height: rows * (height + shelfGap) - shelfGap,
  };
}
