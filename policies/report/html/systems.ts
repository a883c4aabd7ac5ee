import { count } from "../../../schema/count.ts";
import { severities } from "../../../schema/finding.ts";
import type { SystemReport } from "../../check-report.ts";
import { failsRun } from "../outcome.ts";
import type { Section } from "./section.ts";
import { pictureIds, systemLabel } from "./shown-text.ts";

/** Each system in each environment: how it stands, how large it is, and where more is said of it. */
export const systems: Section = {
  id: "systems",
  title: "Systems",
  data({ report }) {
    if (report.systems.length === 0) return undefined;
    const pictures = pictureIds(report.systems);
    return {
      systems: report.systems.map((system) => ({
        ...systemData(system),
        ...verdictOf(system, report.failOn),
        picture: pictures.get(system) ?? "",
      })),
    };
  },
  template: `<ul class="systems">
{{#each systems}}
<li><h3>{{name}}{{#if environment}} <span class="soft">{{environment}}</span>{{/if}} <span class="{{tone}}">{{verdict}}</span></h3>
<p class="soft"><code>{{file}}</code></p>
{{#if size}}<p>{{size}}</p>{{/if}}
<p class="pills">{{#each open}}<span class="pill {{severity}}">{{number}} {{severity}}</span> {{/each}}{{#each others}}<span class="pill">{{this}}</span> {{/each}}</p>
<p class="links">{{#if mistakes}}<a href="#mistakes">{{mistakes}}</a>{{/if}}{{#if picture}}<a href="#{{picture}}">picture</a>{{/if}}{{#if findings}}<a href="{{address}}">findings</a>{{/if}}</p></li>
{{/each}}
</ul>`,
  style: `
.systems { list-style: none; padding: 0; margin: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
.systems li { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; background: var(--card); overflow-wrap: anywhere; }
.systems p { margin: .25rem 0; } .links { display: flex; gap: 1rem; } .pills { display: flex; flex-wrap: wrap; gap: .375rem; }
.pill { border: 1px solid var(--severity, var(--line)); color: var(--severity, var(--text)); border-radius: 1rem; padding: 0 .625rem;
  font-size: .875rem; background: var(--page); }
`,
};

function systemData(system: SystemReport) {
  const { system: name, environment = "", file, totals, findings, problems } = system;
  const open = findings.filter(({ status }) => status === "open");
  const number = (status: string): number => findings.filter((finding) => finding.status === status).length;
  const [waived, known] = [number("waived"), number("known")];
  const size = totals
    ? [count(totals.stacks, "stack"), count(totals.resources, "resource"), `${totals.objects} Kubernetes objects`]
    : [];
  // Everything of the system, also where only open findings are shown at first.
  const chosen = new URLSearchParams({ status: "open,known,waived", system: systemLabel(system) });
  return {
    name: name ?? file,
    environment,
    file,
    size: size.join(", "),
    mistakes: problems.length > 0 ? count(problems.length, "mistake") : "",
    findings: findings.length,
    address: `#filter?${chosen}`,
    open: severities.flatMap((severity) => {
      const own = open.filter((finding) => finding.severity === severity).length;
      return own > 0 ? [{ severity, number: own }] : [];
    }),
    others: [...(known > 0 ? [`${known} known`] : []), ...(waived > 0 ? [`${waived} waived`] : [])],
  };
}

function verdictOf({ problems, findings }: SystemReport, failOn: Parameters<typeof failsRun>[1]) {
  if (problems.length > 0) return { verdict: "not compiled", tone: "bad" };
  const fails = findings.some((finding) => failsRun(finding, failOn));
  return fails ? { verdict: "failed", tone: "bad" } : { verdict: "passed", tone: "good" };
}
