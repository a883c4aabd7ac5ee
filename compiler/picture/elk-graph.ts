import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { Architecture, Thing } from "../../schema/architecture/architecture.ts";
import { groupHead, groupPadding, measureGroup, measureThing, measureWay } from "./measures.ts";
import { type Shelf, stack } from "./shelf.ts";

/** What the layout is asked, and the shelves that take one node each, by the id of that node. */
export interface Asked {
  readonly root: ElkNode;
  readonly shelves: ReadonlyMap<string, Shelf>;
}

/** Traffic flows down, along right angles, around boxes. https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html */
const options = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.randomSeed": "1",
  "elk.json.edgeCoords": "ROOT",
  "elk.json.shapeCoords": "ROOT",
  "elk.spacing.nodeNode": "22",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.componentComponent": "22",
  "elk.layered.spacing.nodeNodeBetweenLayers": "26",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
} as const;

/** An architecture as the layout takes it. */
export function elkGraph({ things, groups, ways }: Architecture): Asked {
  const shelves = new Map<string, Shelf>();
  const used = new Set(ways.flatMap(({ from, to }) => [from, to]));
  const inside = (parent: string | undefined): ElkNode[] => {
    const own = things.filter(({ group }) => group === parent);
    const single = own.filter(({ id }) => used.has(id));
    const alone = own.filter(({ id }) => !used.has(id));
    const inner = groups.filter((group) => group.parent === parent);
    return [...shelfOf(alone, parent), ...single.map(box), ...inner.map(({ id, name }) => container(id, name))];
  };
  const shelfOf = (alone: readonly Thing[], parent = ""): ElkNode[] => {
    if (alone.length === 0) return [];
    const shelf = stack(alone);
    const id = `shelf of ${parent}`;
    shelves.set(id, shelf);
    return [{ id, width: shelf.width, height: shelf.height }];
  };
  const container = (id: string, name: string): ElkNode => {
    const { width } = measureGroup({ name });
    const children = inside(id);
    const [top, side] = [groupHead, groupPadding].map(String);
    if (children.length === 0) return { id, width, height: groupHead };
    return {
      id,
      children,
      layoutOptions: {
        "elk.padding": `[top=${top},left=${side},bottom=${side},right=${side}]`,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        // The layout turns the picture for `DOWN`, but not this pair.
        "elk.nodeSize.minimum": `(${groupHead},${width})`,
      },
    };
  };
  const edges = ways.map((way) => {
    const { text, width, height } = measureWay(way);
    const layoutOptions = { "elk.edgeLabels.inline": "true" };
    return { id: way.id, sources: [way.from], targets: [way.to], labels: [{ text, width, height, layoutOptions }] };
  });
  return { root: { id: "", layoutOptions: options, children: inside(undefined), edges }, shelves };
}

function box(thing: Thing): ElkNode {
  const { width, height } = measureThing(thing);
  return { id: thing.id, width, height };
}
