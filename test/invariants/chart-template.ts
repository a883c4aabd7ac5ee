/** The values of a release, as nested maps whose leaves are Terraform expressions: `${aws_vpc.main.id}`. */
export interface ReleaseValues {
  readonly [key: string]: string | ReleaseValues;
}

/** What stands in a rendered object for a value that the release does not give. */
export const missingValue = "<no such value: ";

/** Reads `${jsonencode({"a" = {"b" = aws_vpc.main.id}})}`, the form in which values of a generated chart are written. */
export function releaseValues(values: unknown): ReleaseValues {
  const [document = ""] = (values ?? []) as readonly string[];
  const [, hcl] = /^\$\{jsonencode\((.*)\)\}$/s.exec(document) ?? [];
  if (hcl === undefined) return {};
  const json = hcl
    .replaceAll(/"([^"]*)" = /g, '"$1": ')
    .replaceAll(
      /: (\w+\([^()]*\)|[a-z_][\w.[\]-]*)/g,
      (_, expression: string) => `: ${JSON.stringify(`\${${expression}}`)}`,
    );
  return JSON.parse(json) as ReleaseValues;
}

/** Renders a generated template as Helm would, with an expression where Terraform puts a value in. */
export function filledTemplate(template: string, values: ReleaseValues): string {
  return template
    .replaceAll(/\{\{ (?:printf ("(?:[^"\\]|\\.)*") )?((?:\.Values[\w.]+ )+)\| toJson \}\}/g, (_, format, paths) => {
      const found = String(paths)
        .trim()
        .split(" ")
        .map((path) => valueAt(values, path.slice(".Values.".length)));
      return JSON.stringify(format === undefined ? found[0] : printed(JSON.parse(String(format)), found));
    })
    .replaceAll('{{ "{{" }}', "{{");
}

function valueAt(values: ReleaseValues, path: string): string {
  let value: string | ReleaseValues | undefined = values;
  for (const key of path.split(".")) value = typeof value === "object" ? value[key] : undefined;
  return typeof value === "string" ? value : `${missingValue}${path}>`;
}

function printed(format: string, values: readonly string[]): string {
  let next = 0;
  return format.replaceAll(/%[v%]/g, (verb) => (verb === "%%" ? "%" : (values[next++] ?? verb)));
}
