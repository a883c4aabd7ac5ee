import { type Benchmark, type BenchmarkRow, gapKinds } from "../benchmarks/benchmark.ts";
import { benchmarks, type ControlCheck, checkedControls } from "../benchmarks/benchmarks.ts";
import type { Anchor, Policy } from "../rule.ts";

/** The public benchmarks as Markdown: each control with the policies that check it, or the reason why none does. */
export function printBenchmarks(policies: readonly Policy[]): string {
  return `${[introduction, ...benchmarks.map((benchmark) => section(benchmark, policies))].join("\n\n")}\n`;
}

const kinds = Object.values(gapKinds).join(", ");

const introduction = `# Benchmarks

Every control of five public benchmarks: the policies that check it, or why none does (${kinds}). A policy checks what
a spec makes, and nothing that others made in the account or the cluster. How a run stands against them is in the
reports \`--format html\` and \`--format json\`.`;

function section(benchmark: Benchmark, policies: readonly Policy[]): string {
  const checked = new Map(checkedControls(benchmark, policies).map(({ control, checks }) => [control, checks]));
  const rows = benchmark.rows.map((row) => `| ${controlsOf(row)} | ${cell(row.title)} | ${answer(row, checked)} |`);
  return [
    `## ${benchmark.name}`,
    `[The benchmark](${benchmark.page}). ${benchmark.source} ${summary(benchmark)}`,
    ["| control | asks that | checked by, or why not |", "|---|---|---|", ...rows].join("\n"),
  ].join("\n\n");
}

/** `34 of 50 controls are checked; 13 are about what only shows while it runs.` */
function summary({ rows }: Benchmark): string {
  const total = sum(rows);
  const ofKinds = Object.entries(gapKinds).flatMap(([kind, words]) => {
    const number = sum(rows.filter(({ gap }) => gap?.kind === kind));
    return number > 0 ? [`${number} (${words})`] : [];
  });
  return `Of ${total} controls ${sum(rows.filter(({ gap }) => !gap))} are checked; not checked are ${ofKinds.join(", ")}.`;
}

function sum(rows: readonly BenchmarkRow[]): number {
  return rows.reduce((total, { controls }) => total + controls.length, 0);
}

function controlsOf({ controls }: BenchmarkRow): string {
  return controls.map(linkOf).join(", ");
}

function linkOf({ control, url }: Anchor): string {
  return url ? `[${cell(control)}](${url})` : cell(control);
}

function answer({ controls, limit, gap }: BenchmarkRow, checked: ReadonlyMap<string, readonly ControlCheck[]>): string {
  if (gap) return `*${gapKinds[gap.kind]}*: ${cell(gap.reason)}`;
  const checks = controls.flatMap(({ control }) => checked.get(control) ?? []);
  return `${checks.map(({ policy }) => `[${policy}](${policy}.md)`).join(", ")}${limit ? `. ${cell(limit)}` : ""}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
