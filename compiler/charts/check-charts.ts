import { gzipSync } from "node:zlib";
import type { SpecProblem } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { buildCharts, type Chart } from "./chart.ts";

/** The largest release that is let through, in KiB: Kubernetes takes Secrets of 1024, and values and notes come on top. */
const limit = 700;

/**
 * Finds releases that Helm could not record: it keeps templates and rendered objects in one Secret of at most 1 MiB.
 * https://helm.sh/docs/topics/advanced/#storage-backends — gives `kubernetes-invalid`.
 */
export function checkCharts(graph: ResourceGraph): readonly SpecProblem[] {
  if (!mayHaveLargeRelease(graph)) return [];
  const problems: SpecProblem[] = [];
  for (const [address, chart] of buildCharts(graph)) {
    const size = recordSize(chart);
    if (size <= limit) continue;
    problems.push({
      code: "kubernetes-invalid",
      path: graph.node(address)?.origin ?? [],
      message: `the release "${chart.name}" is ${size} KiB, and helm records at most ${limit} KiB of objects`,
      help: "move large data out of the spec into a bucket, an image or a secret, or split the service",
    });
  }
  return problems;
}

/**
 * Whether any release could come near the limit. Compressed, a record is never larger than the JSON of its objects,
 * which is much cheaper to measure than the charts are to print.
 */
function mayHaveLargeRelease(graph: ResourceGraph): boolean {
  const sizes = new Map<string, number>();
  for (const node of graph.nodes) {
    if (node.kind !== "kubernetes") continue;
    const size = (sizes.get(node.release) ?? 0) + JSON.stringify(node.object).length;
    if (size > (limit * 1024) / 4) return true;
    sizes.set(node.release, size);
  }
  return false;
}

/** The size in KiB of the record that Helm makes of a chart: base64 of the compressed templates and objects. */
function recordSize({ files, objects }: Chart): number {
  const text = [...files.values(), ...objects.map(({ yaml }) => yaml)].join("");
  const mayBeLarge = text.length > (limit * 1024) / 2;
  const bytes = mayBeLarge ? gzipSync(text).length : text.length / 2;
  return Math.ceil((bytes * 4) / 3 / 1024);
}
