/**
 * Reads what `git cat-file --batch --follow-symlinks` prints: for each object that was asked for its content, or
 * nothing where there is no file.
 * https://git-scm.com/docs/git-cat-file#_batch_output
 */
export function readBatch(output: Buffer): readonly (Uint8Array | undefined)[] {
  const contents: (Uint8Array | undefined)[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf("\n", at);
    const header = output.subarray(at, end).toString("utf8");
    at = end + 1;
    const [, kind, size] =
      /^(?:[0-9a-f]+ )?(blob|tree|commit|tag|symlink|dangling|loop|notdir) (\d+)$/.exec(header) ?? [];
    contents.push(kind === "blob" ? output.subarray(at, at + Number(size)) : undefined);
    if (size !== undefined) at += Number(size) + 1;
  }
  return contents;
}
