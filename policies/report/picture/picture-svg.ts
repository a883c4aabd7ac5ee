import type { DrawnBox, DrawnFrame, DrawnLine, Frame, Picture, Point } from "../../../schema/architecture/picture.ts";
import type { PolicyFinding } from "../../check-report.ts";
import { escapeXml } from "../escape-xml.ts";
import { type FindingsById, findingsIn, type Mark, markOf, markText } from "./marks.ts";
import { symbols } from "./symbols.ts";

/** How the parts of a picture are made: as links to what is said of them, or with a tooltip in a file of its own. */
export type Wrap = (id: string, classes: string, text: string, inner: string) => string;

/** The elements inside of a picture's `<svg>`. All text is escaped; whoever shows them brings the style. */
export function pictureElements(picture: Picture, findings: readonly PolicyFinding[], wrap: Wrap): string {
  const found = findingsIn(picture, findings);
  return [
    ...picture.frames.map(
      ({ group, frame }) =>
        `<g class="frame ${group.kind.toLowerCase()}${openClass(markOf(found.get(group.id)))}">${rect(frame, 8)}</g>`,
    ),
    ...picture.lines.map((each) => lineElement(each, picture, found, wrap)),
    // Above the lines, so that no name is crossed out.
    ...picture.frames.map((each) => titleElement(each, found, wrap)),
    ...picture.boxes.map((each) => boxElement(each, found, wrap)),
  ].join("\n");
}

function titleElement({ group, frame, name }: DrawnFrame, found: FindingsById, wrap: Wrap): string {
  const mark = markOf(found.get(group.id));
  const inner = [
    `<text x="${frame.x + 12}" y="${frame.y + 21}">${escapeXml(name)}</text>`,
    badge(mark, frame.x + frame.width - 50, frame.y + 8),
  ].join("");
  return wrap(group.id, `title ${group.kind.toLowerCase()}`, `${group.name}: ${markText(mark)}`, inner);
}

function boxElement({ thing, frame, name, details }: DrawnBox, found: FindingsById, wrap: Wrap): string {
  const { x, y, width } = frame;
  const mark = markOf(found.get(thing.id));
  const inner = [
    rect(frame, 6),
    `<path class="symbol" transform="translate(${x + 9} ${y + 9})" d="${symbols[thing.kind]}"/>`,
    `<text class="name" x="${x + 33}" y="${y + 21}">${escapeXml(name)}</text>`,
    ...details.map(
      (detail, index) => `<text class="detail" x="${x + 33}" y="${y + 38 + 15 * index}">${escapeXml(detail)}</text>`,
    ),
    badge(mark, x + width - 48, y + 8),
  ].join("");
  const text = [`${kindBefore(thing)}${thing.name}`, ...thing.details, markText(mark)].join(", ");
  return wrap(thing.id, `box${openClass(mark)}`, text, inner);
}

function lineElement({ way, points, label }: DrawnLine, picture: Picture, found: FindingsById, wrap: Wrap): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  const mark = markOf(found.get(way.id));
  const { frame, text } = label;
  const inner = [
    `<path class="reach" d="${path}"/><path class="line" d="${path}"/>`,
    `<path class="head" d="${arrow(points)}"/>`,
    rect(frame, 3),
    `<text x="${frame.x + frame.width / 2}" y="${frame.y + 12}">${escapeXml(text)}</text>`,
  ].join("");
  return wrap(way.id, `way ${way.kind}${openClass(mark)}`, `${wayText(way, picture)}: ${markText(mark)}`, inner);
}

/** The kind of a thing, to stand before its name; empty where the name says it already. */
export function kindBefore({ kind, name, holds }: DrawnBox["thing"]): string {
  return holds || name.toLowerCase().includes(kind.toLowerCase()) ? "" : `${kind} `;
}

/** A way in words. */
export function wayText({ from, to, what, port }: DrawnLine["way"], picture: Picture): string {
  const nameOf = (id: string): string => picture.boxes.find(({ thing }) => thing.id === id)?.thing.name ?? id;
  return `${nameOf(from)} to ${nameOf(to)}, ${what}${port === undefined ? "" : `, port ${port}`}`;
}

function openClass(mark: Mark | undefined): string {
  return mark && "open" in mark ? ` open ${mark.severity}` : "";
}

/** The worst severity by its first letter and how many are open, so that nobody needs the colour. */
function badge(mark: Mark | undefined, x: number, y: number): string {
  if (!mark) return "";
  const open = "open" in mark;
  const text = open ? `${mark.severity.slice(0, 1).toUpperCase()} ${short(mark.open)}` : `w ${short(mark.excused)}`;
  const classes = open ? `badge ${mark.severity}` : "badge waived";
  return `<g class="${classes}"><rect x="${x}" y="${y}" width="42" height="18" rx="9"/><text x="${x + 21}" y="${y + 13}">${text}</text></g>`;
}

function short(number: number): string {
  return number > 99 ? "99+" : String(number);
}

function rect({ x, y, width, height }: Frame, radius: number): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

/** The head of an arrow at the last point, in the direction of the last stretch. */
function arrow(points: readonly Point[]): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return "";
  const [dx, dy] = [Math.sign(end.x - before.x), Math.sign(end.y - before.y)];
  const [x, y] = [end.x - 8 * dx, end.y - 8 * dy];
  return `M${end.x} ${end.y}L${x - 4 * dy} ${y + 4 * dx}L${x + 4 * dy} ${y - 4 * dx}Z`;
}
