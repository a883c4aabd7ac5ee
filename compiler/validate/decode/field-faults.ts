import { describe } from "../fault.ts";
import { isServed, type Minor } from "../minor.ts";
import { didYouMean } from "./did-you-mean.ts";
import { newFields } from "./new-fields.ts";
import type { ParsedShape } from "./parse-shape.ts";

/** What to do about a field that an object does not have. */
export function unknownFieldHelp(key: string, shape: ParsedShape): string {
  const close = didYouMean(key, shape.fields.keys());
  return close ? `did you mean "${close}"?` : "leave it out";
}

/** What is wrong with a value that is not on the closed list of its field. */
export function choiceFault(value: unknown, options: readonly string[]): { wrong: string; help: string } {
  const known = options.map((option) => JSON.stringify(option)).join(", ");
  const close = typeof value === "string" ? didYouMean(value, options) : undefined;
  return {
    wrong: `must be one of ${known}, not ${describe(value)}`,
    help: close ? `did you mean "${close}"?` : "use one of them",
  };
}

/** What is wrong with one of {@link newFields} on a cluster that is too old for it; nothing on another. */
export function newFieldFault(field: string, minor: Minor): string | undefined {
  const since = newFields.get(field);
  if (isServed(minor, since)) return undefined;
  return since
    ? `needs Kubernetes ${since}, and the cluster has ${minor}`
    : "is a feature in development, which EKS does not turn on";
}
