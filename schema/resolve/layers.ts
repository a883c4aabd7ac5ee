import type { SpecPath } from "../finding.ts";
import { applyOverlay } from "./apply-overlay.ts";
import { isMap, reach, valueAt } from "./plain-data.ts";

/** A spec as written, in layers: the file's own sections and, over them, those of one environment. */
export interface Layers {
  readonly environment?: string;
  /** Both together, without `environments`. */
  readonly merged: unknown;
  /** Whether either says a value at a path. */
  says(path: SpecPath): boolean;
  /** Whether the environment's overlay is what decides the value at a path. */
  isOverlaid(path: SpecPath): boolean;
  /** The path in the file to point at for a path of {@link merged}. */
  pathInFile(path: SpecPath): SpecPath;
}

/** Lays an environment's overlay over a spec. Without an environment the spec stands alone. */
export function layersOf(spec: unknown, environment?: string): Layers {
  const base = applyOverlay(spec, { environments: null });
  if (environment === undefined)
    return {
      merged: base,
      says: (path) => valueAt(base, path) !== undefined,
      isOverlaid: () => false,
      pathInFile: (path) => path,
    };
  const overlay = valueAt(spec, ["environments", environment]) ?? {};
  const merged = applyOverlay(base, overlay);
  const isOverlaid = (path: SpecPath) => decidesAt(overlay, base, path);
  return {
    environment,
    merged,
    says: (path) => valueAt(merged, path) !== undefined,
    isOverlaid,
    pathInFile: (path) => (isOverlaid(path) ? ["environments", environment, ...path] : path),
  };
}

/** The overlay decides a path where it replaces or removes it, or where it reaches further than the base does. */
function decidesAt(overlay: unknown, base: unknown, path: SpecPath): boolean {
  let layer = overlay;
  for (const [depth, part] of path.entries()) {
    if (!isMap(layer)) return true;
    if (!Object.hasOwn(layer, part)) return reach(base, path) < depth;
    layer = layer[part];
  }
  return !isMap(layer) || valueAt(base, path) === undefined;
}
