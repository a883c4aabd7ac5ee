/** How much a value holds: itself and everything below it, and how deep that goes. */
export interface Measure {
  readonly values: number;
  readonly depth: number;
}

/**
 * Measures plain data. A part that is shared, as aliases make them, is visited once but counted wherever it is,
 * so the count of a "billion laughs" is found without a billion steps.
 */
export function measureValue(value: unknown, known: Map<object, Measure> = new Map()): Measure {
  if (typeof value !== "object" || value === null) return { values: 1, depth: 0 };
  const measured = known.get(value);
  if (measured) return measured;
  let values = 1;
  let depth = 0;
  for (const part of Object.values(value)) {
    const measure = measureValue(part, known);
    values += measure.values;
    depth = Math.max(depth, measure.depth);
  }
  const measure = { values, depth: depth + 1 };
  known.set(value, measure);
  return measure;
}
