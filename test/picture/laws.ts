import type { Frame, Picture, Point } from "../../schema/architecture/picture.ts";

/** What holds of every picture, as sentences about what does not. */
export function brokenLaws(picture: Picture): readonly string[] {
  return [...overlaps(picture), ...outside(picture), ...ends(picture), ...names(picture)];
}

function overlaps({ boxes }: Picture): readonly string[] {
  return boxes.flatMap((left, index) =>
    boxes
      .slice(index + 1)
      .filter((right) => overlap(left.frame, right.frame))
      .map((right) => `${left.thing.id} and ${right.thing.id} overlap`),
  );
}

function outside({ boxes, frames, width, height }: Picture): readonly string[] {
  const frameOf = new Map(frames.map(({ group, frame }) => [group.id, frame]));
  const all = { x: 0, y: 0, width, height };
  const inner = [
    ...boxes.map(({ thing: { id, group }, frame }) => ({ id, frame, around: group })),
    ...frames.map(({ group: { id, parent }, frame }) => ({ id, frame, around: parent })),
  ];
  const misplaced = inner.flatMap(({ id, frame, around }) => {
    const outer = around === undefined ? all : frameOf.get(around);
    if (!outer) return [`${id} is in ${around}, which there is not`];
    return holds(outer, frame) ? [] : [`${id} is not inside ${around ?? "the picture"}`];
  });
  // A box of one group is never on top of another group that it does not belong to.
  const strangers = boxes.flatMap(({ thing, frame }) =>
    frames
      .filter(({ group, frame: other }) => overlap(frame, other) && !above(thing.group, frames).includes(group.id))
      .map(({ group }) => `${thing.id} lies on ${group.id}`),
  );
  return [...misplaced, ...strangers];
}

function ends({ boxes, lines }: Picture): readonly string[] {
  const frameOf = new Map(boxes.map(({ thing, frame }) => [thing.id, frame]));
  return lines.flatMap(({ way, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    const [from, to] = [frameOf.get(way.from), frameOf.get(way.to)];
    if (!first || !last || points.length < 2) return [`${way.id} has no line`];
    if (!from || !to) return [`${way.id} leads from or to nothing`];
    const bent = points.some((point, index) => index > 0 && !straight(points[index - 1] ?? point, point));
    return [
      ...(touches(from, first) ? [] : [`${way.id} does not begin at ${way.from}`]),
      ...(touches(to, last) ? [] : [`${way.id} does not end at ${way.to}`]),
      ...(bent ? [`${way.id} goes aslant`] : []),
    ];
  });
}

function names({ boxes, frames, lines }: Picture): readonly string[] {
  const ids = [
    ...boxes.map(({ thing }) => thing.id),
    ...frames.map(({ group }) => group.id),
    ...lines.map(({ way }) => way.id),
  ];
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`);
}

function above(group: string | undefined, frames: Picture["frames"]): readonly string[] {
  if (group === undefined) return [];
  return [group, ...above(frames.find((each) => each.group.id === group)?.group.parent, frames)];
}

function overlap(left: Frame, right: Frame): boolean {
  return (
    left.x < right.x + right.width &&
    right.x < left.x + left.width &&
    left.y < right.y + right.height &&
    right.y < left.y + left.height
  );
}

function holds(outer: Frame, inner: Frame): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** On the edge of a frame, to the pixel that rounding may take. */
function touches({ x, y, width, height }: Frame, point: Point): boolean {
  const inside = point.x >= x - 1 && point.x <= x + width + 1 && point.y >= y - 1 && point.y <= y + height + 1;
  const deep = point.x > x + 1 && point.x < x + width - 1 && point.y > y + 1 && point.y < y + height - 1;
  return inside && !deep;
}

function straight(left: Point, right: Point): boolean {
  return Math.abs(left.x - right.x) <= 1 || Math.abs(left.y - right.y) <= 1;
}
