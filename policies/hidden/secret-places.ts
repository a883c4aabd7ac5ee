import type { SpecPath } from "../../schema/finding.ts";
import { decoded } from "../facts/literals.ts";
import { type NamedLeaf, namedLeaves } from "../facts/named-leaves.ts";
import { type EntropyLimits, secretLikeness } from "../facts/secret-likeness.ts";
import { wordParts } from "../facts/word-parts.ts";

/**
 * Where a spec, or what it becomes, holds something that looks like a secret. It asks no policy, so that what one is
 * silent about, because it is turned off or waived or not asked, is hidden all the same. A place too many hides a word.
 */
export function secretPlaces(data: unknown): readonly SpecPath[] {
  const leaves = namedLeaves(data);
  const ofLeaves = leaves.filter(isSecret).map(({ path }) => path);
  const ofWords = wordLists(leaves).flatMap(({ path, words }) =>
    wordParts(words)
      .filter(({ name, value }) => looksSecret(name, value))
      .map(({ index }) => [...path, index]),
  );
  return [...ofLeaves, ...ofWords];
}

/** Less than it takes to be found, because a pack may ask for less as well. */
const hidingLimits: EntropyLimits = { bitsPerCharacter: 3.5, minimumLength: 16 };

/** Whether a text that goes by a name is shown by no report. */
export function looksSecret(name: string, text: string): boolean {
  return secretLikeness(name, text, hidingLimits) !== undefined;
}

function isSecret({ path, name, value }: NamedLeaf): boolean {
  return looksSecret(nameAt(path, name), path.at(-1) === "userData" ? decoded(value) : value);
}

/** Keys below which names lead to something else of the spec. */
const links = new Set(["paths", "uses"]);

/**
 * `secret: stripe`, `uses: { token: connect }`: keys of the language have names and words of its own for their values.
 * What stands itself below `secrets`, where the language has maps, was meant to be one.
 */
function nameAt(path: SpecPath, name: string): string {
  if (path.includes("overrides") || path.includes("env")) return name;
  const above = String(path.at(-2));
  if (path.at(-1) === "secret" || links.has(above)) return "";
  return above === "secrets" ? "secret" : name;
}

interface WordList {
  readonly path: SpecPath;
  readonly words: readonly string[];
}

/** The lists of texts that leaves come from, each of which may be a command. */
function wordLists(leaves: readonly NamedLeaf[]): readonly WordList[] {
  const lists: { readonly path: SpecPath; readonly words: string[] }[] = [];
  for (const { path, value } of leaves) {
    const index = path.at(-1);
    if (typeof index !== "number") continue;
    if (index === 0) lists.push({ path: path.slice(0, -1), words: [value] });
    else if (lists.at(-1)?.words.length === index) lists.at(-1)?.words.push(value);
  }
  return lists;
}
