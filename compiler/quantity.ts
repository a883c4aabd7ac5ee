import { parseBytes, parseDuration } from "../schema/catalogue/quantity.ts";

/** The seconds in a duration of a resolved spec, e.g. 30 for `30s`. */
export function seconds(duration: string): number {
  return known(parseDuration(duration), duration);
}

/** The whole gibibytes that hold a size of a resolved spec, e.g. 20 for `20Gi`. */
export function gibibytes(size: string): number {
  return Math.ceil(known(parseBytes(size), size) / 1024 ** 3);
}

/** The grammar admits only quantities that can be read. */
function known(value: number | undefined, text: string): number {
  if (value === undefined) throw new Error(`"${text}" passed the grammar but is no quantity`);
  return value;
}
