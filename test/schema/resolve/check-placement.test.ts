import { describe, expect, test } from "vitest";
import { load, smallest } from "../harness.ts";

const image = 'image: { repository: models, tag: "1" }';
const withPool = (pool: string): string => `${smallest}    gpu: ${pool}\n`;
const withGpu = (spec: string, gpu: number): string =>
  `${spec}services:\n  models: { ${image}, resources: { gpu: ${gpu} } }\n`;
const messages = (spec: string): string[] => load(spec).findings.map(({ message }) => message);

describe("a pod that asks for a GPU", () => {
  test("needs a pool that has some", () => {
    expect(messages(withGpu(smallest, 1))).toEqual(['the service "models" asks for a GPU, and no node pool has any']);
    expect(messages(withGpu(withPool("{ instances: [g5.xlarge], size: { min: 0, max: 2 } }"), 1))).toEqual([]);
  });

  test("says which pool it means where all are kept for somebody", () => {
    const taints = "taints: [{ key: dedicated, value: research }]";
    expect(messages(withGpu(withPool(`{ instances: [g5.xlarge], size: { min: 0, max: 2 }, ${taints} }`), 1))).toEqual([
      'the service "models" asks for a GPU, and every pool that has some keeps its pods away by other taints',
    ]);
  });

  test("gets no more of them than the largest node has, as far as the node is known", () => {
    const pool = (instances: string) => withPool(`{ instances: [${instances}], size: { min: 0, max: 2 } }`);
    expect(messages(withGpu(pool("g5.xlarge, g5.12xlarge"), 4))).toEqual([]);
    expect(messages(withGpu(pool("g5.xlarge, g5.12xlarge"), 8))).toEqual([
      "a pod asks for 8 GPUs, and no node that it may run on has more than 4",
    ]);
    expect(messages(withGpu(pool("p6-b200.48xlarge"), 8))).toEqual([]);
  });
});

describe("the cluster's own pods", () => {
  test("need a pool without taints that starts with a node", () => {
    const tainted = smallest.replace("max: 4 }", "max: 4 }, taints: [{ key: dedicated }]");
    for (const spec of [tainted, smallest.replace("min: 2", "min: 0")])
      expect(messages(spec)).toEqual([
        "no node would take the cluster's own pods, such as CoreDNS: every pool has taints or starts without nodes",
      ]);
  });
});
