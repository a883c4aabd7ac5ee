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
    `  logRetention: 180d # ${placeOf("logRetention: 180d")}`,
    `  nat: none # environment dev, ${placeOf("nat: none")}`,
    "        c: 10.20.136.0/22 # default: computed from the VPC's range, tier and zone",
    "      zones: [a, b, c] # default: zones of the network",
    `    metrics-server: {} # ${placeOf("metrics-server: {}")}`,
    "    fifo: false # default: language default",
    `    ticket: PLAT-142 # ${placeOf("ticket: PLAT-142")}`,
  ])("%s", (line) => expect(lines).toContain(line));

  test("nothing is left without an origin", () => {
    const bare = lines.filter((line) => /: \S/.test(line) && !line.includes(" # "));
    expect(bare).toEqual([]);
  });
});

/** The place of the only line of the complete spec with this text. */
function placeOf(text: string): string {
  const lines = complete.split("\n").map((line) => line.trim());
  expect(lines.filter((line) => line === text)).toHaveLength(1);
  return `spec.yaml:${lines.indexOf(text) + 1}`;
}
