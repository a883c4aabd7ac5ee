import { gzipSync } from "node:zlib";
import type { SpecProblem } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";

/** The largest release that is let through, in KiB: Kubernetes takes Secrets of 1024, and values and notes come on top. */
const limit = 700;

/**
 * Finds releases that Helm could not record: it keeps templates and rendered objects in one Secret of at most 1 MiB.
 * https://helm.sh/docs/topics/advanced/#storage-backends — gives `kubernetes-invalid`.
 */
export function checkCharts(graph: ResourceGraph): readonly SpecProblem[] {
  return [...objectsByRelease(graph)].flatMap(([release, objects]): readonly SpecProblem[] => {
    // One release at a time, as JSON, whose size is close to that of the YAML that Helm gets.
    const size = recordSize(objects.map((object) => JSON.stringify(object)).join("\n"));
    if (size <= limit) return [];
    const node = graph.node(release);
    return [
      {
        code: "kubernetes-invalid",
        path: node?.origin ?? [],
        message: `the release "${node?.name}" is ${size} KiB, and helm records at most ${limit} KiB of objects`,
        help: "move large data out of the spec into a bucket, an image or a secret, or split the service",
      },
    ];
  });
}

function objectsByRelease(graph: ResourceGraph): ReadonlyMap<Address, object[]> {
  const byRelease = new Map<Address, object[]>();
  for (const node of graph.nodes) {
    if (node.kind !== "kubernetes" || node.heldBy) continue;
    const known = byRelease.get(node.release);
    if (known) known.push(node.object);
    else byRelease.set(node.release, [node.object]);
  }
  return byRelease;
}

/**
 * The size in KiB of the record that Helm makes: the templates in base64 and the rendered objects, compressed, and
 * the whole in base64 again. Most releases are so small that compressing them would tell nothing.
 */
function recordSize(objects: string): number {
  const uncompressed = objects.length * (4 / 3 + 1);
  if (uncompressed < limit * 1024) return 0;
  const record = Buffer.from(objects).toString("base64") + objects;
  return Math.ceil((gzipSync(record).length * 4) / 3 / 1024);
}
