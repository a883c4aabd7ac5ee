import { editedLines } from "../../schema/edit/edited-lines.ts";
import type { SpecEdit } from "../../schema/edit/spec-edit.ts";
import type { Source } from "../../schema/source/source.ts";
import type { PolicyFinding, Suggestion } from "../check-report.ts";
import { type SystemView, showLines } from "../hidden/show-lines.ts";

/**
 * Adds to each open finding of a system that has a fix the lines of the spec that it changes. Environments share a
 * spec and most of its findings: what was worked out for one serves the next.
 */
export function fixSuggester(): SystemView {
  const byText = new Map<string, Map<string, Suggestion | undefined>>();
  return (system, compiled) => {
    const known = byText.get(system.text) ?? new Map<string, Suggestion | undefined>();
    byText.set(system.text, known);
    const asked = new Map(system.findings.filter(isSuggested).map(({ fix }) => [JSON.stringify(fix), fix] as const));
    const unknown = [...asked].filter(([identity]) => !known.has(identity));
    if (unknown.length > 0) {
      const made = shownLines(
        system.text,
        unknown.map(([, fix]) => fix),
        compiled?.model.source,
      );
      for (const [index, [identity]] of unknown.entries()) known.set(identity, made[index]);
    }
    const findings = system.findings.map((finding): PolicyFinding => {
      const suggestion = isSuggested(finding) && known.get(JSON.stringify(finding.fix));
      return suggestion ? { ...finding, suggestion } : finding;
    });
    return { ...system, findings };
  };
}

function isSuggested(finding: PolicyFinding): finding is PolicyFinding & { readonly fix: SpecEdit } {
  return finding.fix !== undefined && finding.status === "open";
}

/** Lines with what looks like a secret are shown by no report, so a fix of them is left to `check --fix`. */
function shownLines(
  text: string,
  fixes: readonly SpecEdit[],
  source: Source | undefined,
): readonly (Suggestion | undefined)[] {
  const hidden = [...showLines(text, source).hidden.keys()];
  return editedLines(text, fixes).map((lines) =>
    lines && hidden.some((line) => line >= lines.line && line <= lines.endLine) ? undefined : lines,
  );
}
