import { expect, test } from "vitest";
import { readBatch } from "../../compiler/cli/against/read-batch.ts";

test("reads files, and passes by what is none", () => {
  const sha = "a".repeat(40);
  const output = [
    `${sha} blob 6\none\ntw\n`,
    "main:gone missing\n",
    `${sha} blob 0\n\n`,
    "symlink 8\n../../up\n",
    "dangling 9\nmain:away\n",
    `${sha} tree 3\nxyz\n`,
    `${sha} blob 5\n\u00e4\u00e41\n`,
  ].join("");
  const contents = readBatch(Buffer.from(output)).map((content) => content && Buffer.from(content).toString("utf8"));
  expect(contents).toEqual(["one\ntw", undefined, "", undefined, undefined, undefined, "ää1"]);
});
