import { severities } from "../../../schema/finding.ts";
import type { PolicyFinding } from "../../check-report.ts";

/** What the filters need to know of a finding. */
export interface Filterable {
  readonly status: PolicyFinding["status"];
  readonly group: string;
  readonly target: string;
  readonly systems: readonly string[];
}

/** What can be chosen in the filters: only what some finding has. */
export function filterChoices(findings: readonly Filterable[]): object {
  const used = (status: PolicyFinding["status"]): boolean => findings.some((finding) => finding.status === status);
  const each = (of: (finding: Filterable) => readonly string[]): readonly string[] =>
    [...new Set(findings.flatMap(of))].filter((choice) => choice !== "").sort();
  const choices = [
    { name: "system", title: "System", options: each(({ systems }) => systems) },
    { name: "group", title: "Group", options: each(({ group }) => [group]) },
    { name: "target", title: "Target", options: each(({ target }) => [target]) },
  ];
  return {
    severities,
    states: (["open", "known", "waived"] as const)
      .filter(used)
      .map((name) => ({ name, shown: name === "open" || !used("open") })),
    choices: choices.filter(({ options }) => options.length > 1),
  };
}

/** The filters above the findings. Without a script they are not there, and everything is shown. */
export const filtersTemplate = `<form id="filters" class="controls" hidden aria-label="Which findings are shown">
<fieldset><legend>Severity</legend>
{{#each severities}}
<label><input type="checkbox" name="severity" value="{{this}}" checked> {{this}}</label>
{{/each}}
</fieldset>
<fieldset><legend>State</legend>
{{#each states}}
<label><input type="checkbox" name="status" value="{{name}}" {{#if shown}}checked{{/if}}> {{name}}</label>
{{/each}}
</fieldset>
{{#each choices}}
<label><span class="label">{{title}}</span><select name="{{name}}"><option value="">all</option>
{{#each options}}
<option value="{{this}}">{{this}}</option>
{{/each}}
</select></label>
{{/each}}
<label><span class="label">Policy, target or text</span><input type="search" name="words"></label>
<button type="reset">Reset</button>
<output id="shown" aria-live="polite"></output>
</form>`;
