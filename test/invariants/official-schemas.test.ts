import { describe, expect, it } from "vitest";
import { compileText } from "../lower/compile-text.ts";
import type { Manifest } from "../validate/graph-of.ts";
import { hasOfficialSchema, isCustomResource, isOfficiallyValid } from "../validate/official.ts";
import { type ChartFacts, chartFacts, pathsIn } from "./chart-values.ts";
import { emit, resourcesOf, titleOf } from "./emitted.ts";
import { everySpec } from "./every-spec.ts";
import { list } from "./pods.ts";

const all = await Promise.all(everySpec.map(({ text, environment }) => emit(compileText(text, environment))));
const objects = all.flatMap((emitted) => emitted.objects);
const releases = all
  .flatMap((emitted) => resourcesOf(emitted, "helm_release"))
  .filter(({ body }) => body["repository"] !== undefined);

const kindOf = ({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">) => `${apiVersion} ${kind}`;
const kinds = [...new Map(objects.map(({ manifest }) => [kindOf(manifest as Manifest), manifest as Manifest]))];
const checked = kinds.filter(([, manifest]) => hasOfficialSchema(manifest)).map(([kind]) => kind);
const unchecked = kinds.filter(([, manifest]) => !hasOfficialSchema(manifest)).map(([kind]) => kind);

describe("the official schemas of kubernetes-models", () => {
  it.each(checked)("accept every %s, from every spec", async (kind) => {
    const ofKind = objects.filter(({ manifest }) => kindOf(manifest as Manifest) === kind);
    const valid = await Promise.all(ofKind.map(({ manifest }) => isOfficiallyValid(manifest as Manifest)));
    expect(ofKind.filter((_, index) => !valid[index]).map(titleOf)).toEqual([]);
  });

  it("are asked about custom resources, too", () => {
    expect(objects.some(({ manifest }) => isCustomResource(manifest as Manifest))).toBe(true);
  });

  it.each(unchecked)("are not installed for %s, which is therefore checked by nobody but the API server", (kind) => {
    expect(checked).not.toContain(kind);
  });
});

const charts = [...new Set(releases.map(({ body }) => String(body["chart"])))].sort();

describe.each(charts.filter((chart) => chartFacts[chart]))("the values of the chart %s", (chart) => {
  const { source, hasSchema, values } = chartFacts[chart] as ChartFacts;

  it(`are among those of ${source}`, () => {
    const paths = releases
      .filter(({ body }) => body["chart"] === chart)
      .flatMap(({ body }) => [
        ...((body["values"] ?? []) as readonly string[]).flatMap((text) => pathsIn(JSON.parse(text))),
        ...list(body["set"]).map(({ name }) => String(name)),
      ]);
    const isKnown = (path: string) => values.some((value) => path === value || path.startsWith(`${value}.`));
    expect([...new Set(paths)].filter((path) => !isKnown(path))).toEqual([]);
  });

  const reason = hasSchema ? "it is in the chart and not here" : "the chart has none";
  it(`are not held against its values.schema.json: ${reason}`, () => {
    expect(values).not.toEqual([]);
  });
});

describe("charts whose values nobody has written down here", () => {
  const unknown = charts.filter((chart) => !chartFacts[chart]);

  it(`are ${unknown.join(", ") || "none"}`, () => {
    expect(unknown.length).toBeLessThan(charts.length);
  });
});
