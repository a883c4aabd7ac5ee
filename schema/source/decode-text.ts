import { maxBytes, type YamlProblem } from "./yaml-problem.ts";

/**
 * Decodes the bytes of a spec: UTF-8, with or without a byte order mark.
 * Gives `yaml-size-limit` and `yaml-encoding`.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly problem?: YamlProblem } {
  if (bytes.length > maxBytes) return { text: "", problem: tooLarge(bytes.length) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    return { text, problem: notUtf8(text, bytes) };
  }
}

function tooLarge(size: number): YamlProblem {
  return {
    code: "yaml-size-limit",
    path: [],
    span: [0, 0],
    message: `the file has ${size} bytes, and at most ${maxBytes} are read`,
    help: "split the system into several, each with a spec of its own",
  };
}

function notUtf8(text: string, bytes: Uint8Array): YamlProblem {
  const at = firstBadCharacter(text, bytes);
  return {
    code: "yaml-encoding",
    path: [],
    span: [at, at + 1],
    message: "the file is not UTF-8 text",
    help: "save it as UTF-8; if it is not a text file, the path is wrong",
  };
}

const replacement = "\uFFFD";

/** The first replacement character that the file itself does not spell out. */
function firstBadCharacter(text: string, bytes: Uint8Array): number {
  const encoder = new TextEncoder();
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let offset = mark;
  let done = 0;
  for (let at = text.indexOf(replacement); at !== -1; at = text.indexOf(replacement, at + 1)) {
    offset += encoder.encode(text.slice(done, at)).length;
    done = at;
    const spelled = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!spelled) return at;
  }
  return 0;
}
