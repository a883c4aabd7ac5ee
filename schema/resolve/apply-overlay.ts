import { isMap } from "./plain-data.ts";

/**
 * Lays an overlay over plain data: maps merge by key, `null` removes a key, lists and scalars replace.
 * Neither of the two is changed. Laying the same overlay twice gives what once gives.
 */
export function applyOverlay(base: unknown, overlay: unknown): unknown {
  if (!isMap(overlay)) return overlay;
  const merged: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(overlay)) {
    if (value === null) delete merged[key];
    else merged[key] = applyOverlay(merged[key], value);
  }
  return merged;
}
