import { benchmarks, checkedControls } from "../benchmarks/benchmarks.ts";
import { inexpressible, type UncheckedControls, unchecked } from "../benchmarks/beyond-the-spec.ts";
import type { Policy } from "../rule.ts";

/** The public benchmarks as Markdown: which policies check which control, and what none of them checks, and why. */
export function printBenchmarks(policies: readonly Policy[]): string {
  const sections = benchmarks.map((benchmark) => {
    const controls = checkedControls(benchmark, policies).map(
      ({ control, url, policies: ids }) =>
        `| ${url ? `[${cell(control)}](${url})` : cell(control)} | ${ids.map((id) => `[${id}](${id}.md)`).join(", ")} |`,
    );
    return [
      `## ${benchmark.name}`,
      `${controls.length} controls are checked. What is no part of a spec, and so not claimed: ${benchmark.beyond}.`,
      ["| control | policies |", "|---|---|", ...controls].join("\n"),
    ].join("\n\n");
  });
  return `${[introduction, ...sections, gaps("Not expressible in a spec", inexpressible), gaps("Not checked", unchecked)].join("\n\n")}\n`;
}

const introduction = `# Benchmarks

Which policies check which control of a public benchmark. How a run stands against them is in the reports
\`--format html\` and \`--format json\`. A control that is not on this page is not claimed.
One of a service that the language does not have (ECS) stands here where a policy asks the same of pods and
stores.`;

function gaps(title: string, list: readonly UncheckedControls[]): string {
  const rows = list.map(({ controls, reason }) => `| ${controls.map(cell).join(", ")} | ${cell(reason)} |`);
  return `## ${title}\n\n${["| controls | why |", "|---|---|", ...rows].join("\n")}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
