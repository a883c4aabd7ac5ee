import type { ElkExtendedEdge, ElkNode, ElkShape } from "elkjs/lib/elk-api.js";
import type { Architecture } from "../../schema/architecture/architecture.ts";
import type { DrawnBox, DrawnLine, Frame, Picture, Point } from "../../schema/architecture/picture.ts";
import { type Asked, elkGraph } from "./elk-graph.ts";
import { measureGroup, measureThing, measureWay } from "./measures.ts";

/** Gives everything its place. The same architecture has the same places on every machine. */
export async function layOut(architecture: Architecture): Promise<Picture> {
  const { default: elk } = await import("elkjs/lib/elk.bundled.js");
  const asked = elkGraph(architecture);
  const laid: ElkNode = await new elk.default().layout(asked.root);
  const shapes = shapesIn(laid);
  const edges = new Map((laid.edges ?? []).map((edge) => [edge.id, edge]));
  return {
    name: architecture.name,
    width: Math.ceil(laid.width ?? 0),
    height: Math.ceil(laid.height ?? 0),
    boxes: boxesOf(architecture, asked, shapes),
    frames: architecture.groups.map((group) => ({
      group,
      frame: frameOf(shapes.get(group.id)),
      name: measureGroup(group).name,
    })),
    lines: architecture.ways.map((way): DrawnLine => {
      const edge = edges.get(way.id);
      return { way, points: pointsOf(edge), label: { text: measureWay(way).text, frame: frameOf(edge?.labels?.[0]) } };
    }),
  };
}

function boxesOf(
  { things }: Architecture,
  { shelves }: Asked,
  shapes: ReadonlyMap<string, ElkShape>,
): readonly DrawnBox[] {
  const shelved = new Map(
    [...shelves].flatMap(([id, { items }]) => {
      const { x, y } = frameOf(shapes.get(id));
      return items.map(({ thing, frame }) => [thing.id, { ...frame, x: x + frame.x, y: y + frame.y }] as const);
    }),
  );
  return things.map((thing) => {
    const { name, details } = measureThing(thing);
    return { thing, name, details, frame: shelved.get(thing.id) ?? frameOf(shapes.get(thing.id)) };
  });
}

function shapesIn(root: ElkNode): ReadonlyMap<string, ElkShape> {
  const found = new Map<string, ElkShape>();
  const visit = (node: ElkNode): void => {
    found.set(node.id, node);
    for (const child of node.children ?? []) visit(child);
  };
  visit(root);
  return found;
}

function frameOf({ x = 0, y = 0, width = 0, height = 0 }: ElkShape = {}): Frame {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top };
}

function pointsOf(edge: ElkExtendedEdge | undefined): readonly Point[] {
  return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
  );
}
