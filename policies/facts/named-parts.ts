/** A part of a text that goes by a name: `hunter2` of `--password=hunter2`. */
export interface NamedPart {
  readonly name: string;
  readonly value: string;
  /** A place of the value in the text. */
  readonly at: number;
}

const quoted = String.raw`\\?"(?<escaped>[^"\\\n]*)\\?"|"(?<double>(?:[^"\\\n]|\\.)*)"|'(?<single>[^'\n]*)'`;
/** `password: |`, `password: >-`: the value stands on the next line. */
const block = String.raw`[|>][+-]?[ \t]*\n[ \t]*(?<block>[^\s#]\S*)`;
/** As much as it takes to know it: what follows each of many colons would otherwise be read as often as there are any. */
const plain = String.raw`(?<plain>(?:(?:Basic|Bearer|Token)[ \t]+)?(?![#;])[^\s"',;&]{1,256})`;
const value = `(?:${quoted}|${block}|${plain})`;

/**
 * Names before their values, in whatever notation: YAML, JSON, TOML, .env, INI, query strings, connection strings,
 * shell. The value is looked at and not taken, because it may begin with a name of its own.
 */
const pairs = new RegExp(
  String.raw`(?<![\w.])(?<!\w-)(?<name>[A-Za-z_][\w.-]{0,127})(?:\\?["'])?\]?[ \t]*(?<sign>=>|:=|[:=])[ \t]*(?=${value})`,
  "g",
);
/** `<password>hunter2</password>` */
const elements = /<(?<name>[\w.:-]{1,128})(?:\s[^<>]*)?>\s*(?=(?<plain>[^<\s][^<]*)<\/)/g;
/** `<add key="Password" value="hunter2"/>`, `- name: PASSWORD` and `value: hunter2` below it. */
const entries = new RegExp(
  String.raw`\b(?:key|name)\\?["']?\s*[:=]\s*\\?["']?(?<name>[\w.-]{1,128})\\?["']?,?\s{1,100}\\?["']?value\\?["']?\s*[:=]\s*(?=${value})`,
  "gi",
);
/** `<name>a.password</name><value>hunter2</value>` */
const properties = /<name>(?<name>[\w.-]{1,128})<\/name>\s*<value>(?=(?<plain>[^<]+)<)/g;
/** `--password hunter2` */
const options = /(?<![\S])--?(?<name>[A-Za-z][\w-]{0,127})\s+(?=(?<plain>[^\s-]\S*))/g;

const notations = [pairs, elements, entries, properties, options];

/** Where programs take a password without its name. */
const passwords: readonly RegExp[] = [
  // https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/ and .../security/acl/
  /^[ \t]*(?:requirepass|masterauth)[ \t]+(?<plain>\S+)/gm,
  /^[ \t]*user[ \t]+\S+[ \t][^\n]*?>(?<plain>\S+)/gm,
  /\bredis-cli\b[^|;&]{0,500}?\s-a\s+(?<plain>[^\s-]\S*)/g,
  // https://curl.se/docs/manpage.html#-u
  /\bcurl\b[^|;&]{0,500}?\s(?:-u|--user)\s+["']?[^\s:"']+:(?<plain>[^\s"']+)/g,
  // https://dev.mysql.com/doc/refman/8.4/en/connecting.html: no blank between them.
  /\bmysql(?:dump|admin)?\b[^|;&]{0,500}?\s-p(?<plain>[^\s-]\S*)/g,
  /\bsshpass\s+-p\s*(?<plain>\S+)/g,
  /\b(?:docker|helm|podman)\s+(?:registry\s+)?login\b[^|;&]{0,500}?\s-p\s+(?<plain>\S+)/g,
  /\bauthorization\\?["']?[\s:=]+\\?["']?(?:basic|bearer|token)\s+(?<plain>[^\s"';,]+)/gi,
  // https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
  /\blogin\s+\S+\s+password\s+(?<plain>\S+)/g,
  // https://www.postgresql.org/docs/current/libpq-pgpass.html
  /^[^\s:#]+:(?:\d{1,5}|\*):[^\s:]+:[^\s:]+:(?<plain>[^\s:]+)$/gm,
  // https://www.postgresql.org/docs/current/sql-createrole.html, https://dev.mysql.com/doc/refman/8.4/en/create-user.html
  /\b(?:PASSWORD|IDENTIFIED\s+BY)\s+'(?<single>[^']+)'/gi,
];

/** What a text must have to be looked at: a word for secrets, a place where a program takes one, or random text. */
const worthALook = /auth|cred|identified|key|login|pass|pat|pwd|secret|token|user|-[apu]|:\d+:|:\*:|[\w+/-]{24}/i;

/**
 * Every part of a text that has a name, in no order, and what programs take for a password without one. Most texts have
 * nothing that could be a secret, and give none.
 */
export function namedParts(text: string): NamedPart[] {
  if (!worthALook.test(text)) return [];
  const named = notations.flatMap((notation) =>
    [...text.matchAll(notation)].flatMap((match) => {
      const { index, groups: { name = "", sign } = {} } = match;
      return isAddress(text, index, sign) ? [] : [{ name, value: partValue(match), at: index + match[0].length }];
    }),
  );
  const unnamed = passwords.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => {
      return { name: "password", value: partValue(match), at: match.index + match[0].length - 1 };
    }),
  );
  return [...named, ...unnamed].filter((part) => !isCode(part.value));
}

/** `arn:aws:secretsmanager:eu-west-1:1:secret:shop/x`, `http://secret:8080`: a step of an address, and no name. */
function isAddress(text: string, index: number, sign: string | undefined): boolean {
  return sign === ":" && /[:/@]/.test(text[index - 1] ?? "");
}

function partValue({ groups = {} }: RegExpExecArray): string {
  const { escaped, double, single, block, plain = "" } = groups;
  return escaped ?? double ?? single ?? block ?? withoutEnd(plain);
}

/** What closes around a value is none of it: `{"token": none}`. */
function withoutEnd(text: string): string {
  const bare = text.replaceAll(/^["']|["']$/g, "");
  return /[{[(<]/.test(bare) ? bare : bare.replace(/[\])}>]+$/, "");
}

/** A variable of a shell, a call, or a type, which has its value when a program runs; or the head of a block of YAML. */
function isCode(value: string): boolean {
  return /^\$\w+$|^[|>][+-]?$|^[\w.$]+[([]|^(?:str|string|bytes)\b/i.test(value);
}
