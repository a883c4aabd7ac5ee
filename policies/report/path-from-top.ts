/**
 * A file by its path from the top of the repository, as code hosts know it. It stays as the user named it where that
 * is an absolute path, and where the folder is not known in which the run was started.
 */
export function pathFromTop(file: string, folder = ""): string {
  if (folder === "" || /^([\\/]|[A-Za-z]:[\\/])/.test(file)) return file;
  const parts: string[] = [];
  for (const part of `${folder}${file}`.split(/[\\/]/)) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
