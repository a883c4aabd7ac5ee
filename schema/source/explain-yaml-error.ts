import type { ErrorCode, YAMLError } from "yaml";
import type { SpecCode } from "../finding.ts";
import type { Span } from "./line-index.ts";
import type { YamlProblem } from "./yaml-problem.ts";

/** Says what an error of the yaml library means for whoever wrote the spec. */
export function explainYamlError(error: YAMLError, text: string): YamlProblem {
  const tab = error.code === "TAB_AS_INDENT" ? error.pos[0] : leadingTab(text, error.pos[0]);
  if (tab !== undefined) return tabProblem(tab);
  const code = codes[error.code] ?? "yaml-syntax";
  const span: Span = [error.pos[0], Math.max(error.pos[1], error.pos[0] + 1)];
  const problem = { code, path: [], span };
  if (code === "yaml-tag") return { ...problem, ...tagWords(text.slice(...span)) };
  return { ...problem, message: words(error.message), help: help[error.code] ?? "write it as plain YAML" };
}

const codes: Partial<Record<ErrorCode, SpecCode>> = {
  ALIAS_PROPS: "yaml-anchor",
  BAD_ALIAS: "yaml-anchor",
  BAD_COLLECTION_TYPE: "yaml-tag",
  MULTIPLE_ANCHORS: "yaml-anchor",
  MULTIPLE_DOCS: "yaml-several-documents",
  MULTIPLE_TAGS: "yaml-tag",
  RESOURCE_EXHAUSTION: "yaml-depth-limit",
  TAG_RESOLVE_FAILED: "yaml-tag",
};

const help: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias takes no anchor and no tag of its own: remove it",
  BAD_ALIAS: 'write an anchor as "&name" and an alias as "*name"',
  BAD_DIRECTIVE: 'remove the line that starts with "%"',
  BAD_DQ_ESCAPE: "use single quotes, in which a backslash is just a backslash",
  BAD_INDENT: "indent all keys of a map, and all items of a list, by the same number of spaces",
  BAD_SCALAR_START: "put the value in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a value that has a colon needs quotes; a nested map starts on a line of its own",
  BLOCK_IN_FLOW: "inside { } and [ ], write maps and lists with brackets too",
  KEY_OVER_1024_CHARS: "check for a missing quote or colon: no key is that long",
  MISSING_CHAR: "add what is missing; an editor that knows YAML shows where",
  MULTILINE_IMPLICIT_KEY: "check the indentation of this line and of the one above",
  MULTIPLE_ANCHORS: "keep one anchor",
  NON_STRING_KEY: "a key is plain text: no list, map, alias or tag",
  UNEXPECTED_TOKEN: "check the indentation and the brackets of this line and of the one above",
};

function words(message: string): string {
  const [first = "", ...rest] = message;
  return `${first.toLowerCase()}${rest.join("")}`.replaceAll("\n", " ");
}

function tagWords(tag: string): { message: string; help: string } {
  return {
    message: `the tag "${tag}" is not known or does not fit its value`,
    help: "remove it: a spec is plain data, and text in quotes is text",
  };
}

/** The first tab in the indentation of the line that an offset is on. */
function leadingTab(text: string, offset: number): number | undefined {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  for (let at = line; text[at] === " " || text[at] === "\t"; at++) if (text[at] === "\t") return at;
  return undefined;
}

function tabProblem(at: number): YamlProblem {
  return {
    code: "yaml-tab",
    path: [],
    span: [at, at + 1],
    message: "the line is indented with a tab",
    help: "indent with spaces: YAML allows no tabs there",
  };
}
