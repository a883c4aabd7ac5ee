import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser } from "yaml";
import { explainYamlError } from "./explain-yaml-error.ts";
import { maxDepth, maxProblems, type YamlProblem } from "./yaml-problem.ts";

/** A YAML document as the yaml library composes it. */
export type YamlDocument = Document.Parsed<ParsedNode>;

/**
 * Parses one YAML 1.2 document of the core schema. It gives every syntax error, not only the first.
 * The document is absent when it is nested too deeply to be composed.
 */
export function parseYaml(text: string): {
  readonly document?: YamlDocument;
  readonly problems: readonly YamlProblem[];
} {
  const tokens: CST.Token[] = [];
  const tooDeep = readTokens(text, tokens);
  if (tooDeep) return { problems: [tooDeep] };
  const [document, second] = [...new Composer(options).compose(tokens, true, text.length)];
  if (!document) throw new Error("the yaml library gave no document, although it was asked to force one");
  const errors = [...document.errors, ...document.warnings].slice(0, maxProblems);
  const problems = errors.map((error) => explainYamlError(error, text));
  if (second) problems.push(severalDocuments(text, second.range[0]));
  const { version, explicit } = document.directives.yaml;
  if (explicit && version !== "1.2") problems.push(otherVersion(version ?? "1.1"));
  return { document, problems: withoutRepeats(problems) };
}

/**
 * A schema named outright overrules a `%YAML 1.1` line, so that `yes` stays text and `<<` an ordinary key.
 * Keys are unique by a check of our own: the library compares each key with every other, which is quadratic.
 */
const options = {
  version: "1.2",
  schema: "core",
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: false,
} as const;

/**
 * Reads tokens as long as the nesting is bearable. The library's parser keeps its own stack, but its composer
 * recurses until the call stack overflows, and near that limit V8 can end the process instead of throwing.
 */
function readTokens(text: string, tokens: CST.Token[]): YamlProblem | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The stack holds the document and a scalar beside the collections.
    if (parser.stack.length > maxDepth + 2) return tooDeeplyNested(parser.offset);
  }
  for (const token of parser.end()) tokens.push(token);
  return undefined;
}

function tooDeeplyNested(offset: number): YamlProblem {
  return {
    code: "yaml-depth-limit",
    path: [],
    span: [offset, offset + 1],
    message: `maps and lists are nested more than ${maxDepth} deep`,
    help: "look for a bracket that is never closed; no key of the language is that deep",
  };
}

function severalDocuments(text: string, contentStart: number): YamlProblem {
  const marker = text.lastIndexOf("---", contentStart);
  const start = marker === -1 ? contentStart : marker;
  return {
    code: "yaml-several-documents",
    path: [],
    span: [start, start + 3],
    message: "a second document starts here, and a spec is one",
    help: 'remove the "---", or move what follows to a spec of its own',
  };
}

function otherVersion(version: string): YamlProblem {
  return {
    code: "yaml-syntax",
    path: [],
    span: [0, 0],
    message: `the file says it is YAML "${version}", and a spec is YAML "1.2"`,
    help: 'remove the "%YAML" line',
  };
}

/** One slip can make the library complain twice of the same place. */
function withoutRepeats(problems: readonly YamlProblem[]): YamlProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, span }) => {
    const place = `${code} ${span[0]}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}
