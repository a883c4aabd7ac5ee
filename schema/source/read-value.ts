import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { SpecPath } from "../finding.ts";
import { measureValue } from "./measure-value.ts";
import type { YamlDocument } from "./parse-yaml.ts";
import { maxAliasValues, maxDepth, maxProblems, type YamlProblem } from "./yaml-problem.ts";

/** The nodes that aliases stand for. */
export type AliasTargets = ReadonlyMap<Alias, ParsedNode>;

/**
 * Turns a composed document into plain data in one walk, in which it also finds what the yaml library leaves to
 * its user: keys that repeat, merge keys, undefined and recursive aliases, and aliases that grow without bound.
 */
export function readValue(document: YamlDocument): {
  readonly value: unknown;
  readonly targets: AliasTargets;
  readonly problems: readonly YamlProblem[];
} {
  const walk: Walk = { path: [], anchors: new Map(), targets: new Map(), problems: [], aliasValues: 0 };
  const value = document.contents === null ? null : readNode(document.contents, walk);
  return { value, targets: walk.targets, problems: walk.problems };
}

interface Walk {
  readonly path: (string | number)[];
  readonly anchors: Map<string, Anchored>;
  readonly targets: Map<Alias, ParsedNode>;
  readonly problems: YamlProblem[];
  /** How many values aliases have added so far. */
  aliasValues: number;
}

interface Anchored {
  readonly node: ParsedNode;
  /** Absent while the walk is still inside the node. */
  value?: { readonly of: unknown };
}

function readNode(node: ParsedNode, walk: Walk): unknown {
  if (isAlias(node)) return readAlias(node as Alias.Parsed, walk);
  if (node.anchor === undefined) return readContent(node, walk);
  const anchored: Anchored = { node };
  walk.anchors.set(node.anchor, anchored);
  const value = readContent(node, walk);
  anchored.value = { of: value };
  return value;
}

function readContent(node: ParsedNode, walk: Walk): unknown {
  if (isScalar(node)) return node.value;
  if (isMap(node)) return readMap(node as YAMLMap.Parsed, walk);
  if (isSeq(node)) return readList(node as YAMLSeq.Parsed, walk);
  throw new Error("the yaml library gave a node that is no scalar, map, list or alias");
}

function readList(node: YAMLSeq.Parsed, walk: Walk): unknown[] {
  return node.items.map((item, index) => {
    walk.path.push(index);
    const value = readNode(item as ParsedNode, walk);
    walk.path.pop();
    return value;
  });
}

function readMap(node: YAMLMap.Parsed, walk: Walk): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  for (const pair of node.items) {
    const key = keyOf(pair);
    // The parser has already reported a key that is no text.
    if (key === undefined) continue;
    walk.path.push(key);
    const problem = keyProblem(pair, key, map, walk.path);
    if (problem) tell(problem, walk);
    const value = pair.value === null ? null : readNode(pair.value as ParsedNode, walk);
    if (!isUnsafeKey(key)) map[key] = value;
    walk.path.pop();
  }
  return map;
}

/** A key as it is written: `80` and `"80"` are the same key, and so are `true` and `"true"`. */
export function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value ?? "") : undefined;
}

/** Names that every JavaScript object answers to; refused, so that no later look-up can meet them. */
export function isUnsafeKey(key: string): boolean {
  return key === "__proto__" || key === "constructor";
}

function keyProblem(
  pair: Pair,
  key: string,
  map: Readonly<Record<string, unknown>>,
  path: SpecPath,
): YamlProblem | undefined {
  const node = pair.key as ParsedNode;
  const place = { path: [...path], span: [node.range[0], node.range[1]] } as const;
  if (key === "")
    return { ...place, code: "bad-name", message: "a key is empty", help: "give the key a name, or remove the colon" };
  if (isUnsafeKey(key))
    return { ...place, code: "bad-name", message: `"${key}" cannot be a key`, help: "choose another name" };
  if (key === "<<" && isScalar(node) && node.type === "PLAIN")
    return {
      ...place,
      code: "yaml-merge-key",
      message: 'merge keys ("<<") are not part of YAML 1.2',
      help: 'write the keys out, or use an alias for the whole value: "resources: *small"',
    };
  if (Object.hasOwn(map, key))
    return {
      ...place,
      code: "yaml-duplicate-key",
      message: `the key "${key}" is here twice`,
      help: "keep one of the two: the second would silently win",
    };
  return undefined;
}

function readAlias(alias: Alias.Parsed, walk: Walk): unknown {
  const anchored = walk.anchors.get(alias.source);
  if (!anchored)
    return report(alias, walk, {
      code: "yaml-anchor",
      message: `no anchor "&${alias.source}" stands before this alias`,
      help: `define "&${alias.source}" further up; a value that starts with "*" needs quotes`,
    });
  if (!anchored.value)
    return report(alias, walk, {
      code: "yaml-anchor",
      message: `the alias "*${alias.source}" is inside its own anchor`,
      help: "a value cannot contain itself: remove the alias",
    });
  walk.targets.set(alias, anchored.node);
  return sharedValue(alias, anchored.value.of, walk);
}

/** An alias shares its anchor's value, so it costs nothing here; what reads the value later meets it every time. */
function sharedValue(alias: Alias.Parsed, value: unknown, walk: Walk): unknown {
  // Once is enough to say that there are too many.
  if (walk.aliasValues > maxAliasValues) return null;
  const { values, depth } = measureValue(value);
  walk.aliasValues += values;
  if (walk.aliasValues > maxAliasValues)
    return report(alias, walk, {
      code: "yaml-alias-limit",
      message: `aliases add more than ${maxAliasValues} values up to "*${alias.source}"`,
      help: "write the values out, or anchor something smaller",
    });
  if (walk.path.length + depth > maxDepth)
    return report(alias, walk, {
      code: "yaml-depth-limit",
      message: `with "*${alias.source}", maps and lists are nested more than ${maxDepth} deep`,
      help: "write the values out: no key of the language is that deep",
    });
  return value;
}

function report(alias: Alias.Parsed, walk: Walk, words: Pick<YamlProblem, "code" | "message" | "help">): null {
  tell({ ...words, path: [...walk.path], span: [alias.range[0], alias.range[1]] }, walk);
  return null;
}

function tell(problem: YamlProblem, { problems }: Walk): void {
  if (problems.length < maxProblems) problems.push(problem);
}
