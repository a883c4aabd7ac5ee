import type { SystemReport } from "../../check-report.ts";
import { visibleText } from "../visible-text.ts";

/** A system in one environment, as the page calls it everywhere. */
export function systemLabel({ system, environment, file }: SystemReport): string {
  return environment === undefined ? (system ?? file) : `${system ?? file}, ${environment}`;
}

/** The ids of the pictures of those systems that have one. */
export function pictureIds(systems: readonly SystemReport[]): ReadonlyMap<SystemReport, string> {
  const drawn = systems.filter(({ picture }) => picture !== undefined);
  return new Map(drawn.map((system, index) => [system, `picture-${index + 1}`]));
}

/** The same data where no text holds a character that acts instead of being shown. Line ends of ours stay. */
export function shown<Value>(value: Value): Value {
  if (typeof value === "string") return value.split("\n").map(visibleText).join("\n") as Value;
  if (Array.isArray(value)) return value.map(shown) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)])) as Value;
}
