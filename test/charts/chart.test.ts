import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildCharts, type Chart, type ChartValues } from "../../compiler/charts/chart.ts";
import { checkCharts } from "../../compiler/charts/check-charts.ts";
import { kubernetesFiles } from "../../compiler/charts/kubernetes-files.ts";
import { placeholder } from "../../compiler/charts/value-path.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import { type GraphNode, type ResourceGraph, ref } from "../../schema/graph/graph.ts";
import { kubernetes, terraform } from "../../schema/graph/node.ts";
import { isReference, text } from "../../schema/graph/value.ts";
import { sampleGraph, sampleModel, sampleStack } from "../lower/sample-graph.ts";

/** Renders the few forms that the charts use, as Helm does. */
function render(template: string, values: ChartValues): string {
  const look = (path: string): string => {
    const found = path
      .split(".")
      .slice(2)
      .reduce<unknown>((level, key) => (level as ChartValues)[key], values);
    if (!isReference(found)) throw new Error(`the values have no ${path}`);
    return placeholder(found);
  };
  return template.replaceAll(
    /\{\{ (?:"(\{\{)"|(\S+) \| toJson|printf ("(?:[^"\\]|\\.)*") (.+?) \| toJson) \}\}/g,
    (_, brace, value, format, args) => {
      if (brace) return brace;
      if (value) return JSON.stringify(look(value));
      const printed = args.split(" ").map(look);
      return JSON.stringify(
        (JSON.parse(format) as string).replaceAll(/%[v%]/g, (verb) => (verb === "%%" ? "%" : printed.shift())),
      );
    },
  );
}

function onlyChart(graph: ResourceGraph): Chart {
  const [chart] = buildCharts(graph).values();
  if (!chart) throw new Error("the graph has no chart");
  return chart;
}

/** A release with one ConfigMap-like account whose annotation is the text. */
function graphWith(annotation: string, name = "api"): ResourceGraph {
  const role = terraform("aws_iam_role", {
    stack: "identity",
    name: "api",
    origin: [],
    config: { assumeRolePolicy: "{}" },
  });
  const release = terraform("helm_release", {
    stack: "workloads",
    name,
    origin: ["services", name],
    config: { name, chart: "./charts/x" },
  });
  const account = kubernetes("ServiceAccount", release, ["services", name], {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      name,
      namespace: "shop",
      annotations: { note: annotation, mixed: text`100%v {{ ${ref(role, "arn")} "${annotation}" %` },
    },
  });
  const stacks = [sampleStack("identity"), sampleStack("workloads", { providers: { helm: {} } })];
  return createGraph("shop", stacks, [role, release, account] as unknown as GraphNode[]);
}

describe("a generated chart", () => {
  it.each([
    sampleGraph(),
    graphWith('a {{ .Release.Name }} {{- "b" }} {{{ }}'),
    graphWith("---\nkind: Secret\n--- x\n"),
  ])("renders to the plain YAML, cut where Helm cuts it", (graph) => {
    const { files, values, objects } = onlyChart(graph);
    const rendered = render(files.get("templates/objects.yaml") ?? "", values);
    expect(rendered).toBe(objects.map(({ yaml }) => yaml).join("---\n"));
    // https://github.com/helm/helm/blob/v3.18.0/pkg/releaseutil/manifest.go
    expect(rendered.split(/(?:^|\s*\n)---\s*/).map((text) => parse(text))).toEqual(
      objects.map(({ yaml }) => parse(yaml)),
    );
  });

  it("has the objects' data behind its templates", () => {
    const [object] = onlyChart(graphWith("{{ x }}")).objects;
    expect(parse(object?.yaml ?? "").metadata.annotations).toEqual({
      note: "{{ x }}",
      mixed: '100%v {{ <aws_iam_role.api.arn> "{{ x }}" %',
    });
  });

  it("changes its folder and its version with its content, and only then", () => {
    const { directory, files } = onlyChart(graphWith("one"));
    expect(onlyChart(graphWith("one")).directory).toBe(directory);
    expect(onlyChart(graphWith("two")).directory).not.toBe(directory);
    expect(directory).toMatch(/^charts\/api-[0-9a-f]{12}$/);
    expect(parse(files.get("Chart.yaml") ?? "")).toMatchObject({
      apiVersion: "v2",
      name: "api",
      version: `0.0.0-sha${directory.slice(-12)}`,
    });
  });

  it("is refused when Helm could not record its release", () => {
    const noise = Array.from({ length: 80_000 }, (_, index) => Math.sin(index).toString(36)).join("");
    expect(checkCharts(graphWith(noise))).toMatchObject([{ code: "kubernetes-invalid", path: ["services", "api"] }]);
    expect(checkCharts(graphWith("x".repeat(3_000_000)))).toEqual([]);
    expect(checkCharts(sampleGraph())).toEqual([]);
  });
});

describe("the plain YAML", () => {
  it("says where in the spec an object comes from, and which stack and release deploy it", () => {
    const graph = sampleGraph();
    const files = kubernetesFiles(graph, sampleModel, buildCharts(graph));
    expect([...files.keys()]).toEqual(["kubernetes/shop/shop/api.yaml"]);
    const [deployment, account] = files.get("kubernetes/shop/shop/api.yaml")?.split(/^---\n/m) ?? [];
    expect(deployment).toMatch(/^# spec: services.api, line 2\n# stack: .*\n# release: .*\napiVersion: apps\/v1\n/);
    expect(account).toBe(
      [
        "# spec: services.api, line 2",
        "# stack: shop-workloads",
        "# release: api",
        "apiVersion: v1",
        "kind: ServiceAccount",
        "metadata:",
        "  name: api",
        "  namespace: shop",
        "  annotations:",
        '    eks.amazonaws.com/role-arn: "<aws_iam_role.api.arn>"',
        "",
      ].join("\n"),
    );
  });
});
