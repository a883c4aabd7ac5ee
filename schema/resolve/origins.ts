import type { SpecPath } from "../finding.ts";
import type { Origin } from "../model/model.ts";
import type { Layers } from "./layers.ts";

/** Remembers where resolved values come from while they are filled in. */
export interface Origins {
  /** Gives a value that nobody wrote, under the name of the rule that chose it. */
  derive<Value>(path: SpecPath, rule: string, value: Value): Value;
  /** Gives a value that the lock holds, and nobody else says. */
  lock<Value>(path: SpecPath, inLock: SpecPath, value: Value): Value;
  /** Says that a resolved value stands elsewhere in the spec, as with a zone written in full. */
  rename(path: SpecPath, written: SpecPath): void;
  originOf(path: SpecPath): Origin;
  /** The path in the file to point at for a resolved value. */
  sourcePath(path: SpecPath): SpecPath;
}

/** What a value that nobody wrote comes from unless a rule of its own derived it. */
const languageDefault = "language default";

/** Starts the record for a spec in its layers. */
export function recordOrigins(layers: Layers): Origins {
  const rules = new Map<string, string>();
  const locked = new Map<string, SpecPath>();
  const renamed = new Map<string, SpecPath>();
  const asWritten = (path: SpecPath) => renamed.get(keyOf(path)) ?? path;
  return {
    derive: (path, rule, value) => {
      rules.set(keyOf(path), rule);
      return value;
    },
    lock: (path, inLock, value) => {
      locked.set(keyOf(path), inLock);
      return value;
    },
    rename: (path, written) => renamed.set(keyOf(path), written),
    originOf: (path) => {
      const written = asWritten(path);
      if (!layers.says(written)) {
        const inLock = locked.get(keyOf(path));
        return inLock ? { kind: "lock", path: inLock } : { kind: "default", rule: ruleOf(rules, path) };
      }
      const inFile = layers.pathInFile(written);
      const { environment } = layers;
      return environment !== undefined && layers.isOverlaid(written)
        ? { kind: "overlay", environment, path: inFile }
        : { kind: "spec", path: inFile };
    },
    sourcePath: (path) => layers.pathInFile(asWritten(path)),
  };
}

/** The rule that made a value, or made what the value is a part of. */
function ruleOf(rules: ReadonlyMap<string, string>, path: SpecPath): string {
  for (let length = path.length; length > 0; length--) {
    const rule = rules.get(keyOf(path.slice(0, length)));
    if (rule !== undefined) return rule;
  }
  return languageDefault;
}

/** A path as the key of a map. No key of a spec has a line break in it: the grammar has no name that could. */
function keyOf(path: SpecPath): string {
  return path.join("\n");
}
