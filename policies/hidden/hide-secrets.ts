import type { SpecPath } from "../../schema/finding.ts";
import { hiddenMark } from "../check-report.ts";
import { secretPlaces } from "./secret-places.ts";

/** The same data with a mark where something looks like a secret. */
export function hideSecrets<Data>(data: Data): Data {
  return secretPlaces(data).reduce<unknown>(withMark, data) as Data;
}

function withMark(data: unknown, path: SpecPath): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return hiddenMark;
  if (Array.isArray(data)) return data.map((item, index) => (index === part ? withMark(item, rest) : item));
  const map = data as Readonly<Record<string, unknown>>;
  return { ...map, [part]: withMark(map[part], rest) };
}
