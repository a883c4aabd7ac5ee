import type { CheckReport } from "../../../policies/check-report.ts";
import { specProfiles } from "../../../policies/pack/pack.ts";
import { printPackSchema } from "../../../policies/pack/pack-schema.ts";
import { printProfilePack } from "../../../policies/pack/print-profile-pack.ts";
import { accessSchema } from "../../../policies/report/access/access-schema.ts";
import { jsonReportSchema } from "../../../policies/report/json-report-schema.ts";
import { printSystemSchema } from "../../../schema/language/print-json-schema.ts";
import { printResolved } from "../../../schema/resolve/print-resolved.ts";
import { printMermaid } from "../diagram/print-mermaid.ts";
import { type CompiledSystem, lowerSystems } from "../pipeline.ts";
import { reportText } from "../print-report.ts";
import { reportOf } from "../report-of.ts";
import type { SpecsRun } from "../run-specs.ts";
import { version } from "../version.ts";

/** How wide a generated report may be. It is Markdown, which does not wrap, so it does not matter. */
const look = { color: false, width: 100 };

/** What `groundplan generate` prints under `generated/`, by path below it. */
export async function generatedFiles(run: SpecsRun): Promise<ReadonlyMap<string, string>> {
  const { report, compiled } = run;
  const files = new Map([
    ["README.md", printReadme(report)],
    ["schema/system.schema.json", printSystemSchema()],
    ["schema/policy-pack.schema.json", printPackSchema()],
    ...specProfiles.map((profile) => [`packs/${profile}.yaml`, printProfilePack(profile, version)] as const),
    ["schema/access.schema.json", `${JSON.stringify(accessSchema, undefined, 2)}\n`],
    ["schema/report.schema.json", `${JSON.stringify(jsonReportSchema, undefined, 2)}\n`],
  ]);
  for (const system of compiled) {
    const folder = folderOf(system);
    files.set(`${folder}/resolved.yaml`, printResolved(system.model));
    files.set(`${folder}/diagram.md`, `\`\`\`mermaid\n${printMermaid(system)}\`\`\`\n`);
    files.set(`${folder}/report.md`, await reportText({ ...run, report: reportOf(report, system) }, "markdown", look));
  }
  const folders = new Map(compiled.map((system) => [system.graph.name, folderOf(system)]));
  for (const [path, content] of await lowerSystems(compiled)) {
    const [, name = "", rest] = /^kubernetes\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const folder = folders.get(name);
    if (folder !== undefined) files.set(`${folder}/kubernetes/${rest}`, content);
  }
  return files;
}

/** A folder for each system and environment; `base` is the spec without one. */
function folderOf({ model }: CompiledSystem): string {
  return `${model.spec.system}/${model.environment ?? "base"}`;
}

/** The day that the generated reports are as of, as their README says. */
export function dayOf(readme: string): string | undefined {
  return /as of (\d{4}-\d{2}-\d{2})/.exec(readme)?.[1];
}

function printReadme({ today }: CheckReport): string {
  return [
    "<!-- Printed by `groundplan generate`. Do not edit. -->\n",
    "# Generated\n",
    `Printed by \`groundplan generate\` from the sources and from every spec, as of ${today}.`,
    "`groundplan generate --check` fails when a file here is not what would be printed now.\n",
    "- [schema/](schema): the JSON Schemas of a spec, of a policy pack, of the JSON report and of the access matrix",
    "- [packs/](packs): the profiles as policy packs, for an organisation to start from",
    "- [policies/](policies): every policy with its reason and an example, printed by its tests",
    "- [kubernetes/](kubernetes): the fields of Kubernetes objects, printed from the official types",
    "- <system>/<environment>/: the resolved spec, the policy report, a diagram, and the Kubernetes objects\n",
  ].join("\n");
}
