import type { BrokenSpec } from "./broken-spec.ts";

const probes: readonly BrokenSpec[] = [
  ...["path: /", "port: 9300"].map((line) => ({
    name: `probe with a command and a ${line.split(":")[0]}`,
    find: "command: [opensearch-health]",
    replace: `command: [opensearch-health], ${line}`,
    code: "conflict" as const,
    help: "asks no port",
  })),
  {
    name: "probe with an empty command",
    find: "command: [opensearch-health]",
    replace: "command: []",
    code: "out-of-range",
  },
];

/** Specs whose services contradict themselves or each other. */
export const brokenServices: readonly BrokenSpec[] = [...probes];
