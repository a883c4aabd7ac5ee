import { namedParts } from "./named-parts.ts";
import { secretFormat } from "./secret-formats.ts";
import { isHarmless, isPublicName, isSecretName } from "./secret-names.ts";

/** When text counts as random: how much information a character carries, and from how many characters on. */
export interface EntropyLimits {
  readonly bitsPerCharacter: number;
  readonly minimumLength: number;
}

/** The limits that are right for most. */
export const usualLimits: EntropyLimits = { bitsPerCharacter: 4.2, minimumLength: 24 };

/**
 * Says what makes a literal look like a secret, without repeating any of it: a provider's format, the name that it
 * or a part of it goes by, or sheer randomness. `undefined` when nothing does.
 */
export function secretLikeness(name: string, value: string, limits: EntropyLimits): string | undefined {
  const format = formatLikeness(value);
  if (format !== undefined) return format;
  if (isSecretName(name) && !isHarmless(value, name)) return "is a secret by its name";
  if (isRandom(name, value, limits)) return "looks random, as a key or token does";
  const [part] = secretParts(value, limits);
  return part && `has a part that ${part.likeness}`;
}

/** The same for a provider's format alone. */
export function formatLikeness(text: string): string | undefined {
  const format = secretFormat(text, isHarmless);
  return format && `looks like ${format}`;
}

/** A part of a text that looks like a secret. */
export interface SecretPart {
  readonly name: string;
  /** A place of it in the text. */
  readonly at: number;
  readonly likeness: string;
}

/** The parts of a text that look like secrets by their names or their randomness. */
export function secretParts(text: string, limits: EntropyLimits): readonly SecretPart[] {
  return namedParts(text).flatMap(({ name, value, at }) => {
    if (isSecretName(name) && !isHarmless(value, name)) return [{ name, at, likeness: "is a secret by its name" }];
    return isRandom(name, value, limits) ? [{ name, at, likeness: "looks random, as a key or token does" }] : [];
  });
}

/**
 * https://en.wikipedia.org/wiki/Entropy_(information_theory): words of a language stay below 4 bits a character, and
 * names that are put together from short words have a sign between them that random text has rarely.
 */
function isRandom(name: string, value: string, { bitsPerCharacter, minimumLength }: EntropyLimits): boolean {
  if (value.length < minimumLength || !/^[A-Za-z0-9+/=_-]+$/.test(value) || isPublicName(name)) return false;
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;
  return isMixed && /[A-Za-z0-9]{16}/.test(value) && entropy(value) >= bitsPerCharacter;
}

function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}
