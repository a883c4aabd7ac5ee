const secretWords = new Set([
  "apikey",
  "apikeys",
  "authorization",
  "credential",
  "credentials",
  "passphrase",
  "passphrases",
  "passwd",
  "password",
  "passwords",
  "secret",
  "token",
  "tokens",
]);
const keyKinds = new Set([
  "access",
  "account",
  "api",
  "auth",
  "encryption",
  "hmac",
  "jwt",
  "license",
  "master",
  "private",
  "secret",
  "shared",
  "signing",
]);
/** Words that make a name speak about a secret instead of being one: `existingSecret`, `imagePullSecret`, `TLS_SECRET`. */
const referring = new Set(["cert", "certificate", "existing", "ingress", "pull", "ssl", "tls"]);
/** Tokens of a language model's text, and how many of them: `EOS_TOKEN`, `MAX_TOKENS`. */
const ofText = new Set(["bos", "cls", "eos", "mask", "max", "min", "num", "pad", "sep", "special", "stop", "unk"]);
/** Names of what everybody may know, however random it looks: `VAPID_PUBLIC_KEY`, `RECAPTCHA_SITE_KEY`, `CLIENT_ID`. */
const publicEnd = /(public|publishable|site)_?key|(id|sha|digest|hash|checksum|fingerprint|integrity|version|etag)$/i;

/** How the name of any secret ends, whatever comes before: most names are done with after one look. */
const secretEnd =
  /(auth|authorization|credentials?|keys?|key_?base|masterauth|pass(phrase|w(or)?d)?s?|pat|pwd|secret|tokens?)[^a-z]*$/;

/** The last word of a name says what the thing is: `DB_PASSWORD` is a password, `DB_PASSWORD_FILE` is a file. */
export function isSecretName(name: string): boolean {
  if (!secretEnd.test(name.toLowerCase())) return false;
  const [before, last] = lastWords(name);
  // existingSecret.key says which part of a secret is meant.
  if (last === "key" || last === "keys") return keyKinds.has(before) && !/secret\.key$/i.test(name);
  // https://guides.rubyonrails.org/security.html#session-storage
  if (last === "base") return before === "key";
  if (last === "pwd" || last === "pat") return before !== "";
  // REDISCLI_AUTH is how redis-cli takes a password (https://redis.io/docs/latest/develop/tools/cli/), _auth how npm
  // takes a login (https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration).
  if (last === "auth") return before === "rediscli" || (before === "" && name.includes("_"));
  if (last === "token" || last === "tokens") return !ofText.has(before);
  if (last === "secret") return !referring.has(before);
  // PGPASSWORD, dbpassword, requirepass
  return secretWords.has(last) || last === "pass" || /(password|passwd|requirepass|masterauth)$/.test(last);
}

/** Whether a name is of something that nobody hides. */
export function isPublicName(name: string): boolean {
  return publicEnd.test(name);
}

function lastWords(name: string): readonly [before: string, last: string] {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
  return [words.at(-2) ?? "", words.at(-1) ?? ""];
}

const harmless: readonly RegExp[] = [
  // A flag, or nothing.
  /^(?:|0|1|true|false|yes|no|on|off|enabled|disabled|none|null|nil|undefined|required|optional)$/i,
  // A path; one of a single step has no digits, as passwords mostly do.
  /^(?:~|\.{1,2})?(?:\/[\w.@%+-]+){2,}\/?$|^\/[A-Za-z._-]*$/,
  /^[\w.-]+(?:\/[\w.-]+)*\.(?:asc|cer|conf|crt|env|gpg|jks|json|key|p12|pem|pfx|pub|txt|ya?ml)$/i,
  // What refers to something elsewhere. A password in a URL has been looked for before.
  /^https?:\/\/\S*$/i,
  /^(?:arn|env|file|op|ref\+\w+|ssm|vault):\S+$/,
  // What is put in later: $(A), ${A}, $A, {{ a }}, {a}, <a>, %A%, %(a)s, ***
  /^\$[({]|^\$[A-Z_][A-Z0-9_]*$|^\{|^<[^>]*>$|^%\w+%$|^%\(\w+\)s$|^[*.x\u2022\u2026]+$/,
];

/** How many seconds a token lasts, or how long: a token itself is longer than any of these. */
const lifetime = /^\d{1,8}(?:ms|s|m|h|d|w|y)?$/;

/** A value that is no secret, whatever its name says: a flag, a path, a plain URL, or a name of what is put in later. */
export function isHarmless(value: string, name = ""): boolean {
  const text = value.replace(/^(?:Basic|Bearer|Token) +/i, "").trim();
  return harmless.some((pattern) => pattern.test(text)) || (/tokens?[^a-z]*$/i.test(name) && lifetime.test(text));
}
