/** What is asked of the product: ids, measures, and the limits that a value must and should stay within. */
export const goals = [
  { id: "P1", what: "`check`, 100 services / `node -e 0`", must: 4, goal: 2.5 },
  { id: "P2", what: "`check`, 1,000 services / `node -e 0`", must: 12, goal: 8 },
  { id: "P3", what: "policies' share of `check` CPU, 1,000 services, 100 policies and more", must: 0.3, goal: 0.15 },
  { id: "P4", what: "`compile` / stock cdktf, 100 services", must: 0.8, goal: 0.5 },
  { id: "P5", what: "`compile` / stock cdktf, 1,000 services", must: 0.4, goal: 0.25 },
  { id: "P6", what: "`compile` / aws-cdk + cdk-nag in one stack, 1,000 services", must: 1 / 25, goal: 1 / 40 },
  { id: "P7", what: "growth exponent of `compile` CPU, 1,000 to 4,000 services", must: 1.1, goal: 1.02 },
  { id: "P8", what: "peak memory of `compile` / stock cdktf, 1,000 services", must: 0.8, goal: 0.5 },
  { id: "P9", what: "an unchanged spec compiled again rewrites no file" },
  { id: "P10", what: "the same bytes under another folder, time zone, locale and key order" },
];

/** Beside the goals: the same measures against harder or fairer forms of the same peer. */
export const stricter = [
  { id: "P1s", what: "P1 without the environment, which can slow every start of Node", must: 4, goal: 2.5 },
  { id: "P2s", what: "P2 without it", must: 12, goal: 8 },
  {
    id: "P4s",
    what: "P4 against cdktf with the workloads as Helm releases, as groundplan itself emits them",
    must: 0.8,
    goal: 0.5,
  },
  { id: "P5s", what: "P5 against the same", must: 0.4, goal: 0.25 },
  {
    id: "P6s",
    what: "P6 against stacks of 80 services, which CloudFormation would accept",
    must: 1 / 25,
    goal: 1 / 40,
  },
];

/** A line of the table of goals for each that was measured. `values` holds numbers, or for P9 and P10 `{ ok, detail }`. */
export function printGoals(list, values) {
  const lines = list.flatMap(({ id, what, must, goal }) => {
    const value = values[id];
    if (value === undefined) return [];
    if (typeof value === "object")
      return [`| ${id} | ${what} | ${value.detail} | yes | yes | ${value.ok ? "pass" : "**FAIL**"} |`];
    return [
      `| ${id} | ${what} | ${number(value)} | ≤ ${number(must)} | ≤ ${number(goal)} | ${verdict(value, must, goal)} |`,
    ];
  });
  return ["| id | measure | measured | must | goal | |", "|---|---|---|---|---|---|", ...lines].join("\n");
}

function verdict(value, must, goal) {
  if (value <= goal) return "pass, goal met";
  return value <= must ? "pass" : "**FAIL**";
}

function number(value) {
  return value >= 10 ? value.toFixed(1) : value.toPrecision(3);
}
