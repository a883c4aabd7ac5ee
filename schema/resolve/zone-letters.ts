import { findRegion, type Region } from "../catalogue/regions.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";

/** The letters of zones, without repeats. Gives `zone-unknown`, and `conflict` for a zone that is named twice. */
export function zoneLetters(
  written: readonly string[],
  path: SpecPath,
  region: string,
  problems: SpecProblem[],
): readonly string[] {
  const letters = written.map((zone, index) => zoneLetter(zone, [...path, index], region, problems));
  for (const [index, letter] of letters.entries())
    if (letters.indexOf(letter) < index)
      problems.push({
        code: "conflict",
        path: [...path, index],
        message: `the zone "${letter}" is here twice`,
        help: "keep one of the two",
      });
  return [...new Set(letters)];
}

/** The letter of a zone, whatever form it is written in. A zone that does not exist is reported and kept. */
export function zoneLetter(written: string, path: SpecPath, region: string, problems: SpecProblem[]): string {
  const letter = written.slice(-1);
  const regionOfZone = written.slice(0, -1);
  const known = findRegion(region);
  if (regionOfZone !== "" && regionOfZone !== region)
    problems.push({
      code: "zone-unknown",
      path,
      message: `the zone "${written}" is not in the region "${region}"`,
      help: known ? `write ${letterList(known)}` : "write the letter alone",
    });
  else if (known && !known.zones.includes(letter))
    problems.push({
      code: "zone-unknown",
      path,
      message: `the region "${region}" has no zone "${letter}"`,
      help: `write ${letterList(known)}`,
    });
  return letter;
}

function letterList({ zones }: Region): string {
  return `one of the letters ${zones.join(", ")}`;
}
