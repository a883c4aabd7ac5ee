import type { SpecPath } from "./finding.ts";

const plainKey = /^[A-Za-z0-9_-]+$/;

/**
 * Writes a path as people type it: `services.api.image.tag`, `waivers[0].policy`.
 * A key with other characters is quoted: `routes.public.listen."80/udp"`.
 */
export function formatSpecPath(path: SpecPath): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      const key = plainKey.test(part) ? part : JSON.stringify(part);
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}

const part = /\[(\d+)\]|"((?:[^"\\]|\\.)*)"|([^.[\]"]+)|(\.)/gy;

/** Reads what {@link formatSpecPath} writes. Text that is no path gives `undefined`. */
export function parseSpecPath(text: string): SpecPath | undefined {
  const path: (string | number)[] = [];
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) return undefined;
    if (match[1] !== undefined) path.push(Number(match[1]));
    else if (match[2] !== undefined) {
      const key = unquoted(match[2]);
      if (key === undefined) return undefined;
      path.push(key);
    } else if (match[3] !== undefined) path.push(match[3]);
  }
  return path;
}

/** Whether `path` is `ancestor` or lies below it. */
export function isWithin(path: SpecPath, ancestor: SpecPath): boolean {
  return ancestor.length <= path.length && ancestor.every((key, index) => String(key) === String(path[index]));
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return undefined;
  }
}
