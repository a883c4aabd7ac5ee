import type { FromSpec } from "../../../schema/architecture/architecture.ts";
import type { Picture } from "../../../schema/architecture/picture.ts";
import { count } from "../../../schema/count.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { PolicyFinding, SystemReport } from "../../check-report.ts";
import { findingsIn } from "../picture/marks.ts";
import { kindBefore, wayText } from "../picture/picture-svg.ts";
import { noLines } from "../report-by-file.ts";
import { frameLines } from "./frame.ts";

/** More findings or addresses than this are counted, not listed: the page or `groundplan explain` has them all. */
const most = 40;

/** What the page says of one part of a picture. */
export interface PicturePart {
  /** The part's own id in the picture. */
  readonly part: string;
  readonly [key: string]: unknown;
}

/** Every thing, way and group of a picture in words, with its lines of the spec, its findings and its resources. */
export function pictureParts(
  picture: Picture,
  { file, lines = noLines, findings }: SystemReport,
  anchorOf: (finding: PolicyFinding) => string,
): readonly PicturePart[] {
  const found = findingsIn(picture, findings);
  const groupNames = new Map(picture.frames.map(({ group }) => [group.id, group.name]));
  const alone = { members: [], memberCount: "", moreMembers: "" };
  const part = (id: string, { path, range }: FromSpec, resources: readonly string[] = []) => ({
    ...alone,
    part: id,
    file,
    line: range.line,
    path: formatSpecPath(path),
    frame: frameLines(lines, range),
    moreFindings: moreThan(found.get(id)),
    findings: (found.get(id) ?? []).slice(0, most).map((finding) => ({
      anchor: anchorOf(finding),
      severity: finding.severity,
      policy: finding.policy,
      message: finding.message,
      excused: finding.status === "open" ? "" : ` (${finding.status})`,
    })),
    resources: resources.slice(0, most),
    more: moreThan(resources),
    resourceCount: resources.length === 0 ? "" : count(resources.length, "resource"),
  });
  return [
    ...picture.boxes.map(({ thing }) => ({
      ...part(thing.id, thing, thing.resources),
      members: (thing.holds ?? []).slice(0, most).map(formatSpecPath),
      memberCount: thing.holds ? count(thing.holds.length, thing.kind) : "",
      moreMembers: moreThan(thing.holds),
      kind: kindBefore(thing),
      name: thing.name,
      details: [...thing.details, ...inside(groupNames.get(thing.group ?? ""))].join(" · "),
    })),
    ...picture.lines.map(({ way }) => ({
      ...part(way.id, way),
      kind: "way ",
      name: wayText(way, picture),
      details: meanings[way.kind],
    })),
    ...picture.frames.map(({ group }) => ({
      ...part(group.id, group, group.resources),
      kind: "",
      name: group.name,
      details: inside(groupNames.get(group.parent ?? "")).join(""),
    })),
  ];
}

const meanings = {
  in: "open to the internet",
  route: "where a load balancer leads",
  uses: "declared by `uses`",
  secret: "a value that is delivered",
  undeclared: "open, and no line of the spec asks for it",
} as const;

function moreThan(listed: readonly unknown[] = []): string {
  return listed.length > most ? `and ${listed.length - most} more` : "";
}

function inside(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [`in ${name}`];
}
