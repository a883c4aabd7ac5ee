import { expect, test } from "vitest";
import { allocatable, findInstanceType, instanceTypeNames } from "../../../schema/catalogue/instance-types.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html */
test.each([
  ["t3.nano", 2, 0.5, 4],
  ["t3.small", 2, 2, 11],
  ["t3a.small", 2, 2, 8],
  ["t3.medium", 2, 4, 17],
  ["t4g.large", 2, 8, 35],
  ["m5.xlarge", 4, 16, 58],
  ["m6g.medium", 1, 4, 8],
  ["m7i.24xlarge", 96, 384, 250],
  ["c5.9xlarge", 36, 72, 234],
  ["m7i.4xlarge", 16, 64, 110],
  ["c6i.8xlarge", 32, 64, 234],
  ["c7g.2xlarge", 8, 16, 58],
  ["r6i.large", 2, 16, 29],
  ["r7g.16xlarge", 64, 512, 250],
  ["g4dn.16xlarge", 64, 256, 58],
  ["g5.48xlarge", 192, 768, 250],
])("%s has %i CPUs, %d GiB and room for %i pods", (name, vcpu, memoryGiB, maxPods) => {
  expect(findInstanceType(name)).toMatchObject({ vcpu, memory: memoryGiB * 1024, maxPods });
});

test("Graviton families are arm64, and families with graphics processors have some", () => {
  for (const name of instanceTypeNames()) {
    const family = name.slice(0, name.indexOf("."));
    expect(findInstanceType(name)?.architecture, name).toBe(/^[a-z]\dg$/.test(family) ? "arm64" : "amd64");
    expect((findInstanceType(name)?.gpus ?? 0) > 0, name).toBe(family.startsWith("g"));
  }
});

test("a node leaves less to pods than its instance has, and never nothing", () => {
  for (const name of instanceTypeNames()) {
    const type = findInstanceType(name);
    if (!type) throw new Error(`${name} is not in the table`);
    const { millicores, memory } = allocatable(type);
    expect(millicores).toBeGreaterThan(0);
    expect(millicores).toBeLessThan(type.vcpu * 1000);
    expect(memory).toBeGreaterThan(0);
    expect(memory).toBeLessThan(type.memory);
  }
});

test("a t3.medium node leaves 1930m and 3246Mi to pods", () => {
  expect(allocatable(findInstanceType("t3.medium") ?? never())).toEqual({ millicores: 1930, memory: 3246, pods: 17 });
});

test("memory is reserved for the pods of all addresses, also where EKS takes fewer", () => {
  const { memory, pods } = allocatable(findInstanceType("m7i.4xlarge") ?? never());
  expect({ memory, pods }).toEqual({ memory: Math.floor(65_536 * 0.925 - (255 + 11 * 234) - 100), pods: 110 });
});

test.each([
  ["t3.nano", 4], // both interfaces
  ["m7i.large", 30], // all three
  ["m7i.4xlarge", 150], // four of eight interfaces for 110 pods, and a warm one
  ["m7i.16xlarge", 350], // six of fifteen for 250 pods, and a warm one
])("a node of type %s holds %i addresses at most", (name, addresses) => {
  expect(findInstanceType(name)?.addresses).toBe(addresses);
});

test("what is not in the table is unknown", () => {
  expect(findInstanceType("u7i-12tb.224xlarge")).toBeUndefined();
});

function never(): never {
  throw new Error("the type is not in the table");
}
