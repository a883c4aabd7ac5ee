/**
 * Reads a Kubernetes CPU quantity: `2`, `0.5` or `250m`, in millicores. The grammar has checked its form before.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseCpu(text: string): number {
  const match = /^(\d+(?:\.\d{1,3})?)(m?)$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a CPU quantity`);
  const amount = Number(match[1]);
  return match[2] === "m" ? amount : Math.round(amount * 1000);
}

/** Reads a memory or storage quantity with a binary suffix, `256Mi`, in bytes. */
export function parseBytes(text: string): number {
  return parseWithUnit(text, { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 });
}

/** Reads a duration with one unit, `30s`, `14d`, in seconds. */
export function parseDuration(text: string): number {
  return parseWithUnit(text, { s: 1, m: 60, h: 3600, d: 86400 });
}

function parseWithUnit(text: string, units: Readonly<Record<string, number>>): number {
  const match = /^(\d+)([A-Za-z]+)$/.exec(text);
  const unit = units[match?.[2] ?? ""];
  if (!match || unit === undefined) throw new Error(`"${text}" has none of the units ${Object.keys(units).join(", ")}`);
  return Number(match[1]) * unit;
}
