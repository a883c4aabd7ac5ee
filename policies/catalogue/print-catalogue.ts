import { compareText } from "../../schema/finding.ts";
import { policies as everyPolicy } from "../registry.ts";
import { type Policy, type PolicyGroup, policyGroups } from "../rule.ts";
import { printBenchmarks } from "./print-benchmarks.ts";
import { type PolicyExamples, printPolicy } from "./print-policy.ts";

/** The examples of each policy, by its id. */
export type CatalogueExamples = ReadonlyMap<string, PolicyExamples>;

/**
 * The catalogue of policies for people: an index, the benchmarks, and one page for each policy, as Markdown by path below its folder.
 * The examples come from outside, so that what is shown is what is tested.
 */
export function printCatalogue(
  examples: CatalogueExamples,
  policies: readonly Policy[] = everyPolicy,
): ReadonlyMap<string, string> {
  const pages = policies.map((policy): [string, string] => [
    `${policy.id}.md`,
    printPolicy(policy, examples.get(policy.id)),
  ]);
  const files: [string, string][] = [
    ["README.md", printIndex(policies)],
    ["benchmarks.md", printBenchmarks(policies)],
    ...pages,
  ];
  return new Map(files.sort(([left], [right]) => compareText(left, right)));
}

const groupTitles: Readonly<Record<PolicyGroup, string>> = {
  access: "Who reaches what",
  network: "Network",
  identity: "Identity and access",
  cluster: "Cluster and nodes",
  workload: "Workloads",
  data: "Data stores",
  queues: "Queues",
  edge: "Edge",
  secrets: "Secrets",
  images: "Images",
  availability: "Availability",
  operations: "Operations",
  waivers: "Waivers themselves",
};

function printIndex(policies: readonly Policy[]): string {
  const sections = policyGroups.flatMap((group) => {
    const own = policies
      .filter((policy) => policy.group === group)
      .sort((left, right) => compareText(left.id, right.id));
    return own.length > 0 ? [`## ${groupTitles[group]}\n\n${head}${own.map(row).join("")}`] : [];
  });
  return `# Policies\n\n${introduction(policies.length)}\n${sections.join("\n")}`;
}

const head = "| policy | asks | severity | profile | asked for by |\n|---|---|---|---|---|\n";

function row({ id, title, severity, profile, anchors }: Policy): string {
  const controls = anchors.map(({ control }) => cell(control)).join(", ");
  return `| [${id}](${id}.md) | ${cell(title)} | ${severity} | ${profile} | ${controls} |\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function introduction(count: number): string {
  return `${count} policies. Those of the profile \`base\` and \`correctness\` always apply, \`prod\` and \`regulated\` where the spec says
\`profile: prod\` or \`profile: regulated\`, and \`optional\` where a policy pack turns them on. A run fails when a finding
is at or above the severity of its gate and nobody waived it. [benchmarks.md](benchmarks.md) has them by the control
of a public benchmark.
`;
}
