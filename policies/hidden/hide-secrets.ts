import type { SpecPath } from "../../schema/finding.ts";
import { valueAt } from "../../schema/resolve/plain-data.ts";
import { hiddenMark } from "../check-report.ts";
import { secretPlaces } from "./secret-places.ts";

/** The same data with a mark where something looks like a secret. */
export function hideSecrets<Data>(data: Data): Data {
  return secretPlaces(data).reduce<unknown>(withMark, data) as Data;
}

/** The same for a value alone, which goes by the path that leads to it. */
export function hideAt(path: SpecPath, value: unknown): unknown {
  const whole = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return valueAt(hideSecrets(whole), path);
}

function withMark(data: unknown, path: SpecPath): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return hiddenMark;
  if (Array.isArray(data)) return data.map((item, index) => (index === part ? withMark(item, rest) : item));
  const map = data as Readonly<Record<string, unknown>>;
  return { ...map, [part]: withMark(map[part], rest) };
}
