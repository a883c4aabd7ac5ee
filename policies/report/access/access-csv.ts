import { isUndeclared } from "../../access-matrix/access.ts";
import { visibleText } from "../visible-text.ts";
import type { AccessReport } from "./access-text.ts";

const header = [
  ...["file", "system", "environment", "source", "target", "kind", "state", "declared", "ports", "actions"],
  ...["actions not declared", "asked by", "lines", "path", "reason"],
];

/** A row for each way, for a spreadsheet. https://www.rfc-editor.org/rfc/rfc4180 */
export function accessCsv(reports: readonly AccessReport[]): string {
  const rows = reports.flatMap(({ file, system, environment = "", matrix }) =>
    matrix.cells.flatMap(({ source, target, ways }) =>
      ways.map((way) => [
        ...[file, system, environment, source, target, way.kind, way.state],
        isUndeclared(way) ? "no" : "yes",
        way.ports.join(" "),
        way.actions.map(({ name }) => name).join(", "),
        way.actions.flatMap(({ name, asked }) => (asked ? [] : [name])).join(", "),
        way.because.map(({ path, says }) => (says === "" ? path : `${path}: ${says}`)).join(", "),
        way.because.map(({ line }) => line).join(" "),
        way.path.join(" → "),
        way.reason ?? "",
      ]),
    ),
  );
  return [header, ...rows].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** A field that no spreadsheet takes for a formula. https://owasp.org/www-community/attacks/CSV_Injection */
function field(text: string): string {
  const shown = visibleText(text);
  const harmless = /^[=+\-@]/.test(shown) ? `'${shown}` : shown;
  return /[",']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
