const millisecondsPerDay = 86_400_000;

/**
 * Reads a calendar day, `YYYY-MM-DD`, as whole days since 1970 in UTC. A day that no calendar has
 * (2027-02-29) and every other text give `undefined`.
 */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  const isOfCalendar = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return isOfCalendar ? time / millisecondsPerDay : undefined;
}

/** Writes whole days since 1970 as {@link parseDay} reads them. */
export function formatDay(day: number): string {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}
