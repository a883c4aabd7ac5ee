import { findRegion, regions } from "../catalogue/regions.ts";
import type { SpecProblem } from "../finding.ts";
import { suggest } from "../parse/did-you-mean.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** One known region, which is the primary one. */
export const checkRegion: DraftCheck = ({ spec, region }) => {
  const codes = Object.keys(spec.regions);
  const problems: SpecProblem[] = [];
  if (codes.length === 0)
    problems.push({
      code: "missing-key",
      path: ["regions"],
      message: '"regions" names no region',
      help: 'name one, for example "eu-west-1: { cidr: 10.0.0.0/16 }"',
    });
  for (const code of codes) {
    const path = ["regions", code];
    if (!findRegion(code))
      problems.push({
        code: "unknown-reference",
        path,
        atKey: true,
        message: `AWS has no region "${code}"`,
        help: suggest(code, Object.keys(regions), "name a region of AWS"),
      });
  }
  for (const code of codes.filter((other) => other !== region))
    problems.push({
      code: "unsupported",
      path: ["regions", code],
      atKey: true,
      message: `"${code}" is a second region, and a system has one so far`,
      help: "keep one region, and write a spec of its own for the other",
    });
  const [only = ""] = codes;
  if (codes.length === 1 && spec.regions[only]?.primary === false)
    problems.push(
      conflict(["regions", only, "primary"], `"${only}" is the only region and not primary`, 'remove "primary"'),
    );
  return problems;
};
