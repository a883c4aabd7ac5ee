import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { printSystemSchema } from "../../../schema/language/print-json-schema.ts";
import { parseSpecValue } from "../../../schema/parse/parse-spec.ts";
import { mistakenSpecs, soundSpecs } from "../fixtures.ts";
import { sourceOf } from "../harness.ts";

interface Schema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const schema = JSON.parse(printSystemSchema()) as Schema;
const ajv = new Ajv2020({ strict: true, allErrors: true });
const validate = ajv.compile(schema);

describe("every key is documented", () => {
  const keys = keysOf(schema, "");

  test.each(keys)("%s says what it is and gives an example", (_, key) => {
    expect(key.description).toMatch(/^\S.*\.$/s);
    expect(key.examples?.length).toBeGreaterThan(0);
  });

  // Overlays have the examples of the sections that they are over.
  test.each(keys.filter(([path]) => !path.startsWith(".environments.*.")))("%s takes its own examples", (_, key) => {
    const { examples = [], ...shape } = key;
    const check = ajv.compile(shape);
    for (const example of examples) expect(check(example), JSON.stringify(check.errors)).toBe(true);
    if ("default" in key) expect(check(key.default), JSON.stringify(check.errors)).toBe(true);
  });
});

describe("the printed schema says what the grammar says", () => {
  test.each(soundSpecs)("%s is accepted", (_, yaml) => {
    const { value } = sourceOf(yaml);
    expect(parseSpecValue(value).problems).toEqual([]);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(mistakenSpecs)("%s is judged alike", (_, yaml) => {
    const { value } = sourceOf(yaml);
    expect(validate(value)).toBe(parseSpecValue(value).spec !== undefined);
  });
});

test("the printed schema names its dialect, itself and the command that prints it", () => {
  expect(schema).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: expect.stringMatching(/^https:/),
    $comment: expect.stringContaining("groundplan schema"),
  });
  expect(printSystemSchema()).toBe(printSystemSchema());
  expect(printSystemSchema().endsWith("}\n")).toBe(true);
});

/** Every key of every map of a schema, each with its path. */
function keysOf(part: Schema, path: string): (readonly [path: string, key: Schema])[] {
  const named = Object.entries(part.properties ?? {}).flatMap(([name, key]) => [
    [`${path}.${name}`, key] as const,
    ...keysOf(key, `${path}.${name}`),
  ]);
  const values = typeof part.additionalProperties === "object" ? keysOf(part.additionalProperties, `${path}.*`) : [];
  const items = part.items ? keysOf(part.items, `${path}[]`) : [];
  const choices = (part.anyOf ?? []).flatMap((choice) => keysOf(choice, path));
  return [...named, ...values, ...items, ...choices];
}
