import { severities } from "../../../schema/finding.ts";
import type { PolicyFinding } from "../../check-report.ts";

/** What the filters need to know of a finding. */
export interface Filterable {
  readonly status: PolicyFinding["status"];
  readonly group: string;
}

/** What can be chosen in the filters: only what some finding has. */
export function filterChoices(findings: readonly Filterable[]): object {
  const used = (status: PolicyFinding["status"]): boolean => findings.some((finding) => finding.status === status);
  return {
    severities,
    states: (["open", "known", "waived"] as const)
      .filter(used)
      .map((name) => ({ name, shown: name === "open" || !used("open") })),
    groups: [...new Set(findings.map(({ group }) => group))].sort(),
  };
}

/** The filters above the findings. Without a script they are not there, and everything is shown. */
export const filtersTemplate = `<form hidden>
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
<label><span class="label">Group</span><select name="group"><option value="">all</option>
{{#each groups}}
<option value="{{this}}">{{this}}</option>
{{/each}}
</select></label>
<label><span class="label">Policy, target or text</span><input type="search" name="words"></label>
<output id="shown"></output>
</form>`;
