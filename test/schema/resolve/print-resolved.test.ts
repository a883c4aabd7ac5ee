import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { printResolved } from "../../../schema/resolve/print-resolved.ts";
import { complete, soundSpecs } from "../fixtures.ts";
import { modelOf, smallest } from "../harness.ts";

describe("the printed spec reads back as the resolved one", () => {
  test.each(soundSpecs)("%s", (_, yaml) => {
    const model = modelOf(yaml);
    expect(parse(printResolved(model))).toEqual(model.spec);
  });

  test("with text of several lines and of odd characters", () => {
    const yaml = `${smallest}description: |\n  One line: "a" # b\n  and another\n`;
    const model = modelOf(yaml);
    expect(parse(printResolved(model))).toEqual(model.spec);
  });
});

describe("each value says where it comes from", () => {
  const lines = printResolved(modelOf(complete, "dev")).split("\n");

  test.each([
    "# shop-dev in eu-west-1, resolved from spec.yaml",
    "  logRetention: 180d # spec.yaml:37",
    "  nat: none # environment dev, spec.yaml:232",
    "        c: 10.20.136.0/22 # default: computed from the VPC's range, tier and zone",
    "      zones: [a, b, c] # default: zones of the network",
    "    metrics-server: {} # spec.yaml:75",
    "    fifo: false # default: language default",
    "    ticket: PLAT-142 # spec.yaml:225",
  ])("%s", (line) => expect(lines).toContain(line));

  test("nothing is left without an origin", () => {
    const bare = lines.filter((line) => /: \S/.test(line) && !line.includes(" # "));
    expect(bare).toEqual([]);
  });
});
