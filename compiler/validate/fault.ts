/**
 * Says that a field is wrong.
 * @param field the field's path in Kubernetes' own spelling, e.g. `spec.template.spec.containers[0].image`
 * @param wrong what is wrong, to follow the field's name: `must be between 1 and 65535`
 * @param help what to do about it
 */
export type Report = (field: string, wrong: string, help: string) => void;

/** The path of an item of a list, or of an entry of a map whose keys are the user's own: `metadata.labels[app.kubernetes.io/name]`. */
export function entry(map: string, key: string | number): string {
  return `${map}[${key}]`;
}

/** Reports about the entries of a map by their keys alone: the path is written out only when something is wrong. */
export function entriesOf(map: string, report: Report): Report {
  return (key, wrong, help) => report(entry(map, key), wrong, help);
}

/** Names a value in a message: `the text "2"`, `a list`, `1.5`. */
export function describe(value: unknown): string {
  if (typeof value === "string") return `the text ${JSON.stringify(value)}`;
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
