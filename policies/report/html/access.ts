import { type AccessCell, isUndeclared } from "../../access-matrix/access.ts";
import type { PolicyFinding, SystemReport } from "../../check-report.ts";
import { mostColumns } from "../access/access-grid.ts";
import { accessSentence, cellState, cellWord, shortNames, stateWords, wayNotes } from "../access/access-text.ts";
import { accessScript } from "./access-script.ts";
import { accessStyle } from "./access-style.ts";
import { findingsOnCell } from "./cell-findings.ts";
import { anchorsOf } from "./numbered-findings.ts";
import type { Section } from "./section.ts";
import { systemLabel } from "./shown-text.ts";

/** The most cells that the page shows: beyond that only those that no line asks for. */
const mostCells = 400;

/** Who can reach what, as a matrix. A cell leads to its paths, its rights, its lines and the findings on it. */
export const access: Section = {
  id: "access",
  title: "Who reaches what",
  weight: "reference",
  data({ report, files }) {
    const anchorOf = anchorsOf(files);
    const shown = report.systems.filter((system) => (system.access?.cells.length ?? 0) > 0);
    if (shown.length === 0) return undefined;
    return { systems: shown.map((system, index) => systemData(system, `access-${index + 1}`, anchorOf)) };
  },
  template: `{{#each systems}}
<div class="access-system"><h3>{{label}}</h3>
<p>{{sentence}}.{{#if tooLarge}} <code>groundplan access</code> shows all of it; here is what no line asks for.{{/if}}</p>
{{#if rows.length}}<div class="scroll access-scroll" tabindex="0" role="region" aria-label="Access of {{label}}"><table>
<thead><tr><td></td>{{#each columns}}<th scope="col">{{this}}</th>{{/each}}</tr></thead>
<tbody>
{{#each rows}}
<tr><th scope="row">{{name}}</th>{{#each cells}}<td class="{{state}}">{{#if anchor}}<a href="#{{anchor}}">{{word}}{{#if note}} <b>{{note}}</b>{{/if}}</a>{{/if}}</td>{{/each}}</tr>
{{/each}}
</tbody></table></div>
<p class="soft controls access-hint" hidden>A cell shows its path here once it is chosen.</p>{{/if}}
{{#each panels}}
<div class="access-cell {{state}}" id="{{anchor}}"><h4>{{source}} → {{target}}</h4>
{{#each ways}}
<dl>{{#each notes}}<dt>{{label}}</dt><dd>{{text}}</dd>{{/each}}</dl>
{{/each}}
{{#if findings.length}}<p>Found here: {{#each findings}}<a href="#{{anchor}}"><code>{{policy}}</code></a> {{message}}{{#unless @last}}; {{/unless}}{{/each}}</p>{{/if}}</div>
{{/each}}</div>
{{/each}}`,
  style: accessStyle,
  script: accessScript,
};

function systemData(system: SystemReport, id: string, anchorOf: (finding: PolicyFinding) => string): object {
  const matrix = system.access ?? { sources: [], targets: [], cells: [] };
  const reached = new Set(matrix.cells.map(({ target }) => target));
  const columns = matrix.targets.filter((target) => reached.has(target));
  const tooLarge = matrix.cells.length > mostCells || columns.length > mostColumns;
  const cells = tooLarge
    ? matrix.cells.filter(({ ways }) => ways.some(isUndeclared)).slice(0, mostCells)
    : matrix.cells;
  const numbered = cells.map((cell, index) => ({ cell, anchor: `${id}-${index + 1}` }));
  return {
    label: systemLabel(system),
    sentence: accessSentence({ file: system.file, system: system.system ?? "", matrix }),
    tooLarge,
    columns: [...shortNames(columns).values()],
    rows: tooLarge ? [] : rowsOf(numbered, columns),
    panels: numbered.map(({ cell, anchor }) => ({
      ...{ anchor, state: cellState(cell), source: cell.source, target: cell.target },
      ways: cell.ways.map((way) => ({
        notes: wayNotes(way, system.file).map(([label, text]) => ({ label, text })),
      })),
      findings: findingsOnCell(system.findings, cell).map((finding) => ({
        ...{ anchor: anchorOf(finding), policy: finding.policy, message: finding.message },
      })),
    })),
  };
}

interface NumberedCell {
  readonly cell: AccessCell;
  readonly anchor: string;
}

function rowsOf(cells: readonly NumberedCell[], columns: readonly string[]): readonly object[] {
  const sources = [...new Set(cells.map(({ cell }) => cell.source))];
  const names = shortNames(sources);
  const byPair = new Map(cells.map((each) => [JSON.stringify([each.cell.source, each.cell.target]), each]));
  return sources.map((source) => ({
    name: names.get(source) ?? source,
    cells: columns.map((column) => {
      const found = byPair.get(JSON.stringify([source, column]));
      if (!found) return { state: "", anchor: "", word: "", note: "" };
      const state = cellState(found.cell);
      return { state, anchor: found.anchor, word: cellWord(found.cell), note: stateWords[state] };
    }),
  }));
}
