import { describe, expect, test } from "vitest";
import { svgFile } from "../../../policies/report/picture/svg-file.ts";
import { pictureSaying } from "./sample-picture.ts";
import { openFinding } from "./sample-report.ts";

describe("a picture as a file", () => {
  test("is its golden file", async () => {
    const finding = { ...openFinding, target: ["services", "api"], path: ["services", "api", "image"] };
    const text = svgFile(pictureSaying("api"), [finding, { ...finding, status: "waived", target: ["queues", "api"] }]);
    await expect(text).toMatchFileSnapshot("../../golden/reports/picture.svg");
  });

  test.each(["<script>alert(1)</script>", '"><g onload=alert(1)>', "]]>&lt;", "\u001b[31m\u202e"])(
    "keeps %j of a spec text",
    (hostile) => {
      const tags = (svg: string): readonly string[] => svg.match(/<\/?[a-z]\w*/gi) ?? [];
      const svg = svgFile(pictureSaying(hostile), []);
      expect(tags(svg)).toEqual(tags(svgFile(pictureSaying("harmless"), [])));
      for (const acting of ["\u001b", "\u202e"]) expect(svg).not.toContain(acting);
    },
  );
});
