import { resolve } from "node:path";
import { type FileContent, readFileContent } from "./find-specs.ts";
import { UsageError } from "./usage-error.ts";
import { writeFileAtomically } from "./write-file.ts";

/**
 * Writes an edited spec in the place of what was read. What somebody else has written there since then is not
 * overwritten, and a byte order mark, which is no part of the text, stays.
 */
export function writeSpec({ file, bytes }: FileContent, text: string, cwd: string): void {
  const now = readFileContent(file, cwd);
  if (!bytes || !now.bytes || Buffer.compare(bytes, now.bytes) !== 0)
    throw new UsageError(`"${file}" was changed by somebody else meanwhile`, "run the same again");
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\uFEFF" : "";
  writeFileAtomically(resolve(cwd, file), mark + text);
}
