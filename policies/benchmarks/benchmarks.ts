import { compareText } from "../../schema/finding.ts";
import type { Policy } from "../rule.ts";

/** A public benchmark, by the word that an anchor's control begins with. */
export interface Benchmark {
  readonly prefix: string;
  readonly name: string;
  /** What it asks for that is nothing of a spec. */
  readonly beyond: string;
}

/** The public benchmarks that a reader may look for. */
export const benchmarks: readonly Benchmark[] = [
  {
    prefix: "CIS-EKS",
    name: "CIS Amazon EKS Benchmark 1.8.0",
    beyond: "files and kubelet settings of running nodes, which come with the AMI",
  },
  {
    prefix: "CIS-AWS",
    name: "CIS AWS Foundations Benchmark 6.0.0",
    beyond: "the account itself: its root user, its people and their passwords, its trails and alarms",
  },
  {
    prefix: "FSBP",
    name: "AWS Foundational Security Best Practices",
    beyond: "settings of the account and services that the language does not have",
  },
  {
    prefix: "PSS",
    name: "Kubernetes Pod Security Standards",
    beyond: "Windows pods and fields that no key of the language sets",
  },
  {
    prefix: "NSA",
    name: "NSA and CISA Kubernetes Hardening Guide",
    beyond: "how images are built, and how people watch and upgrade a running cluster",
  },
];

/** A control of a benchmark, with the policies that check it. */
export interface CheckedControl {
  readonly control: string;
  /** Empty where the benchmark has no page for it. */
  readonly url: string;
  /** Their ids, sorted. */
  readonly policies: readonly string[];
}

/** The controls of a benchmark that policies check, in the benchmark's order. */
export function checkedControls(
  { prefix }: Pick<Benchmark, "prefix">,
  policies: readonly Pick<Policy, "id" | "anchors">[],
): readonly CheckedControl[] {
  const found = new Map<string, CheckedControl>();
  for (const { id, anchors } of policies)
    for (const { control, url = "" } of anchors.filter((anchor) => anchor.control.startsWith(`${prefix} `))) {
      const known = found.get(control) ?? { control, url, policies: [] };
      found.set(control, { ...known, policies: [...known.policies, id].sort(compareText) });
    }
  return [...found.values()].sort((left, right) => compareControls(left.control, right.control));
}

/** `5.4.2` before `5.4.10`: numbers by their size, everything else by code unit. */
function compareControls(left: string, right: string): number {
  const parts = (text: string): readonly string[] => text.split(/(\d+)/);
  const [lefts, rights] = [parts(left), parts(right)];
  for (const [index, part] of lefts.entries()) {
    const other = rights[index] ?? "";
    const difference =
      /^\d+$/.test(part) && /^\d+$/.test(other) ? Number(part) - Number(other) : compareText(part, other);
    if (difference !== 0) return difference;
  }
  return lefts.length - rights.length;
}
