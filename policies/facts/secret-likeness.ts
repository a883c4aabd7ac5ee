/** When text counts as random: how much information a character carries, and from how many characters on. */
export interface EntropyLimits {
  readonly bitsPerCharacter: number;
  readonly minimumLength: number;
}

/** Forms that providers give their secrets, and the names to call them by. None of them can be mistaken for prose. */
const formats: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key id"],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}/, "a GitHub token"],
  [/\bgithub_pat_\w{22,}/, "a GitHub token"],
  [/\bglpat-[\w-]{20,}/, "a GitLab token"],
  [/\bxox[abeprs]-[A-Za-z0-9-]{10,}/, "a Slack token"],
  [/\b[rs]k_live_[A-Za-z0-9]{16,}/, "a Stripe key"],
  [/\bsk-[\w-]{20,}/, "an API key"],
  [/\bAIza[\w-]{35}\b/, "a Google API key"],
  [/\bnpm_[A-Za-z0-9]{36}\b/, "an npm token"],
  [/\bSG\.[\w-]{22}\.[\w-]{43}\b/, "a SendGrid key"],
  [/\beyJ[\w-]{8,512}\.eyJ[\w-]{8}/, "a JSON web token"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/, "a private key"],
  [/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]*:(?!\$[({])[^\s/@]+@/i, "a URL with a password"],
];

/**
 * Says what makes a literal look like a secret, without repeating any of it: a provider's format, the name that it
 * goes by, or sheer randomness. `undefined` when nothing does.
 */
export function secretLikeness(name: string, value: string, limits: EntropyLimits): string | undefined {
  const format = formats.find(([pattern]) => pattern.test(value));
  if (format) return `looks like ${format[1]}`;
  if (isSecretName(name) && !isHarmless(value)) return "is a secret by its name";
  return isRandom(value, limits) ? "looks random, as a key or token does" : undefined;
}

const secretWords = new Set([
  "password",
  "passwd",
  "passphrase",
  "secret",
  "token",
  "credential",
  "credentials",
  "apikey",
]);
const keyKinds = new Set(["access", "api", "auth", "encryption", "license", "private", "secret", "signing"]);
/** Words that make a name speak about a secret instead of being one: `existingSecret`, `imagePullSecret`. */
const referring = new Set(["existing", "pull"]);

/** How the name of any secret ends, whatever comes before: most names are done with after one look. */
const secretEnd = /(auth|credentials?|key|pass(phrase|w(or)?d)?|pwd|secret|token)[^a-z]*$/;

/** The last word of a name says what the thing is: `DB_PASSWORD` is a password, `DB_PASSWORD_FILE` is a file. */
function isSecretName(name: string): boolean {
  if (!secretEnd.test(name.toLowerCase())) return false;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  const [before, last] = [words.at(-2) ?? "", words.at(-1) ?? ""];
  if (last === "key") return keyKinds.has(before);
  if (last === "pwd" || last === "pass") return before !== "";
  // REDISCLI_AUTH is how redis-cli takes a password: https://redis.io/docs/latest/develop/tools/cli/
  if (last === "auth") return before === "rediscli";
  // PGPASSWORD, dbpassword
  return (secretWords.has(last) || /(password|passwd)$/.test(last)) && !referring.has(before);
}

/** Nothing, a flag, a path, a plain URL or name of a resource, or a variable that is put in later. */
function isHarmless(value: string): boolean {
  return value === "" || /^(true|false|null|none|\/\S*|https?:\/\/\S*|arn:aws\S*|\$[({].*)$/i.test(value);
}

/** https://en.wikipedia.org/wiki/Entropy_(information_theory): words of a language stay below 4 bits a character. */
function isRandom(value: string, { bitsPerCharacter, minimumLength }: EntropyLimits): boolean {
  if (value.length < minimumLength || !/^[A-Za-z0-9+/=_-]+$/.test(value)) return false;
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;
  return isMixed && entropy(value) >= bitsPerCharacter;
}

function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0);
}
