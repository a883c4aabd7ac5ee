import { describe, expect, test } from "vitest";
import { amiType } from "../../../schema/catalogue/ami-type.ts";
import { familyOf } from "../../../schema/catalogue/instance-family.ts";
import { findInstanceType, instanceTypeNames } from "../../../schema/catalogue/instance-types.ts";

describe("the machine image follows from the family", () => {
  test.each([
    ["t3.medium", "AL2023_x86_64_STANDARD"],
    ["m7i-flex.large", "AL2023_x86_64_STANDARD"],
    ["u-6tb1.112xlarge", "AL2023_x86_64_STANDARD"],
    ["u7i-12tb.224xlarge", "AL2023_x86_64_STANDARD"],
    ["t4g.large", "AL2023_ARM_64_STANDARD"],
    ["r6gd.16xlarge", "AL2023_ARM_64_STANDARD"],
    ["im4gn.large", "AL2023_ARM_64_STANDARD"],
    ["x2gd.medium", "AL2023_ARM_64_STANDARD"],
    ["hpc7g.4xlarge", "AL2023_ARM_64_STANDARD"],
    ["g4dn.xlarge", "AL2023_x86_64_NVIDIA"],
    ["g6e.xlarge", "AL2023_x86_64_NVIDIA"],
    ["gr6.4xlarge", "AL2023_x86_64_NVIDIA"],
    ["p5.48xlarge", "AL2023_x86_64_NVIDIA"],
    ["p6-b200.48xlarge", "AL2023_x86_64_NVIDIA"],
    ["g5g.xlarge", "AL2023_ARM_64_NVIDIA"],
    ["p6e-gb200.36xlarge", "AL2023_ARM_64_NVIDIA"],
    ["inf2.xlarge", "AL2023_x86_64_NEURON"],
    ["trn1.2xlarge", "AL2023_x86_64_NEURON"],
  ])("%s: %s", (instance, image) => {
    expect(amiType(instance)).toBe(image);
  });

  test.each(["a1.large", "g4ad.xlarge", "p2.xlarge", "dl1.24xlarge", "f1.2xlarge", "vt1.3xlarge", "mac2.metal"])(
    "%s: none",
    (instance) => {
      expect(amiType(instance)).toBeUndefined();
    },
  );

  test("a series that AWS does not have is unknown", () => {
    for (const instance of ["q5.large", "micro.large", "m.large"])
      expect(familyOf(instance)).toEqual({ problem: "no family of instances is known by that name" });
  });
});

test("the table of sizes says the same of every family", () => {
  for (const name of instanceTypeNames()) {
    const { architecture, gpus = 0 } = findInstanceType(name) ?? {};
    const accelerator = gpus > 0 ? "nvidia" : "none";
    expect(familyOf(name), name).toEqual({ architecture, accelerator });
  }
});
