import type { GraphNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { type Lasting, lastingOf } from "../../schema/graph/lasting.ts";
import { planChanges, type Replacement } from "../../schema/graph/plan-changes.ts";
import { type Address, isReference } from "../../schema/graph/value.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { type ChangedPath, causeOf, changedPaths } from "../facts/changed-paths.ts";
import { type BeforeInput, type CheckInput, defineRule, type NotCompliant, type Parameters } from "../rule.ts";

/** What holds data or is known by its address stays the resource that it is. */
export const opsReplacementDanger = defineRule({
  id: "ops-replacement-danger",
  title: "An edit replaces and destroys nothing that holds data or has an address",
  group: "operations",
  severity: "critical",
  profile: "base",
  stage: "change",
  rationale:
    "Some arguments can be changed only by making the resource anew: the engine of a database, the name of a cluster, the range of a subnet. In the spec it is one word, and in the plan of a deployment the end of the data or of the address that others know. It is asked where the state before the edit is known: `groundplan check --against`.",
  remediation:
    "Take the edit back, or make the new one beside the old under another name and move what it holds. What only has another name says so with `renamedFrom`. Where the loss is meant, waive the finding for the days of the change.",
  anchors: [
    {
      control: "Terraform: replace_paths of a plan",
      url: "https://developer.hashicorp.com/terraform/internals/json-format#change-representation",
    },
  ],
  waivable: true,
  maxWaiverDays: 14,
  parameters: {},
  check({ before, ...now }) {
    if (!before) return [];
    const { created, replaced, destroyed } = planChanges(before.graph, now.graph);
    const changes = changedPaths(before.model.spec, now.model.spec);
    const found = [
      ...replaced.flatMap((each) => replacement(each, replaced, { before, now, changes })),
      ...destroyed.flatMap((address) => destruction(address, created, { before, now, changes })),
    ];
    if (found.length > 0) return found;
    const evidence = [
      `${replaced.length} replaced, ${destroyed.length} destroyed → none that holds data or has an address`,
    ];
    return [{ verdict: "compliant", target: ["system"], evidence }];
  },
});

interface Edit {
  readonly before: BeforeInput;
  readonly now: Omit<CheckInput<Parameters>, "before">;
  readonly changes: readonly ChangedPath[];
}

const losses = {
  data: "with what it holds",
  address: "and has another address then",
} as const satisfies Record<Lasting, string>;

/** What goes with something else is a finding of its own only where it holds data: one edit is one finding. */
function replacement(
  { address, because, through }: Replacement,
  all: readonly Replacement[],
  { now, changes }: Edit,
): readonly NotCompliant[] {
  const node = now.graph.node(address);
  const loss = node && lastingOf(node.type);
  if (!node || !loss || (through.length > 0 && loss !== "data")) return [];
  const cause = causeOf({ after: now.model, changes }, node.origin, because);
  const along = all.flatMap((each) => (each.through.includes(address) ? [each.address] : []));
  return [
    {
      verdict: "not-compliant",
      target: node.origin,
      ...(cause && { path: cause.path }),
      key: `replaced:${address}`,
      message: `"${nameOf(node)}" is made anew, ${losses[loss]}`,
      expected: "the resource stays as it is",
      actual: because.map(({ path }) => path).join(", ") || `goes with ${through.join(", ")}`,
      evidence: [
        ...specStep(cause),
        ...because.map(({ path, before, after }) => `${address} → ${path}: ${shown(before)} → ${shown(after)}`),
        ...through.map((other) => `${other} is made anew → ${address} names it`),
        ...(along.length > 0 ? [`${address} is made anew → ${someOf(along)} with it`] : []),
      ],
      resource: address,
    },
  ];
}

function destruction(
  address: Address,
  created: readonly Address[],
  { before, now, changes }: Edit,
): readonly NotCompliant[] {
  const node = before.graph.node(address);
  const loss = node && lastingOf(node.type);
  if (!node || !loss) return [];
  const cause = causeOf({ after: now.model, changes }, node.origin, []);
  return [
    {
      verdict: "not-compliant",
      target: node.origin,
      path: cause?.path ?? node.origin,
      key: `destroyed:${address}`,
      message: `"${nameOf(node)}" is destroyed${loss === "data" ? `, ${losses.data}` : ""}`,
      expected: "the resource stays as it is",
      actual: "nothing in the spec asks for it any more",
      evidence: [
        ...specStep(cause),
        `${address}: there before → destroyed`,
        ...successors(node, created, now.graph).map(
          (other) =>
            `${other.address} is new → the same under another name says \`renamedFrom: ${node.origin.at(-1)}\``,
        ),
      ],
      resource: address,
    },
  ];
}

/** What is made in its place: the only new one of its type in the same part of the spec. */
function successors(
  { type, origin }: GraphNode,
  created: readonly Address[],
  graph: ResourceGraph,
): readonly GraphNode[] {
  const alike = created.flatMap((address) => {
    const node = graph.node(address);
    return node?.type === type && origin.length === 2 && node.origin[0] === origin[0] ? [node] : [];
  });
  return alike.length === 1 ? alike : [];
}

function specStep(cause: ChangedPath | undefined): readonly string[] {
  if (!cause) return [];
  return [`spec ${formatSpecPath(cause.path)}: ${shown(cause.before)} → ${shown(cause.after)}`];
}

/** The first few, because a network takes almost everything with it. */
function someOf(addresses: readonly Address[]): string {
  const named = addresses.slice(0, 4).join(", ");
  return addresses.length > 4 ? `${named} and ${addresses.length - 4} more` : named;
}

function nameOf({ type, name }: GraphNode): string {
  return `${type}.${name}`;
}

/** A value in a few words. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isReference(value)) return `${value.$ref}.${value.attribute}`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value) ? "another list" : "what was written there";
}
