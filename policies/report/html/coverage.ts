import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { PageInput, Section } from "./section.ts";

/** How each policy came out over all its targets, and what it could not judge. */
export const coverage: Section = {
  id: "coverage",
  title: "Coverage",
  data(input) {
    const rows = coverageOf(input);
    return rows.length === 0 ? undefined : { coverage: rows };
  },
  template: `<details><summary>{{coverage.length}} policies over all systems</summary>
<table><thead><tr><th scope="col">Policy</th><th scope="col">Passed</th><th scope="col">Open</th><th scope="col">Waived</th><th scope="col">Not evaluated</th></tr></thead><tbody>
{{#each coverage}}
<tr><td><code>{{policy}}</code> {{title}}</td><td class="number">{{compliant}}</td><td class="number">{{open}}</td><td class="number">{{waived}}</td><td>{{#each notEvaluated}}<div><code>{{target}}</code>: {{reason}}</div>{{/each}}</td></tr>
{{/each}}
</tbody></table></details>`,
};

function coverageOf({ report, described }: PageInput): readonly object[] {
  const all = report.systems.flatMap((system) => system.coverage);
  return [...new Set(all.map(({ policy }) => policy))].sort().map((policy) => {
    const own = all.filter((entry) => entry.policy === policy);
    const sum = (key: "compliant" | "open" | "waived"): number => own.reduce((total, entry) => total + entry[key], 0);
    const notEvaluated = own.flatMap((entry) =>
      entry.notEvaluated.map(({ target, reason }) => ({ target: formatSpecPath(target), reason })),
    );
    const title = described.get(policy)?.title ?? "";
    return { policy, title, compliant: sum("compliant"), open: sum("open"), waived: sum("waived"), notEvaluated };
  });
}
