import type { Notification } from "sarif";
import type { SourceRange } from "../../schema/finding.ts";
import { laidOver } from "./laid-over.ts";
import type { FileReport } from "./report-by-file.ts";
import { location, type SourcePlace } from "./sarif-location.ts";
import { plainMessage } from "./sarif-message.ts";

/** What of a spec goes past the language, or had another name: no result, because nothing is wrong with it. */
export function notifications(file: FileReport, place: SourcePlace): readonly Notification[] {
  return laidOver(file).map(({ kind, line, text }) => {
    const range: SourceRange = { line, column: 1, endLine: line, endColumn: 1 };
    return {
      descriptor: { id: kind },
      level: "note",
      message: plainMessage(text),
      locations: [location({ file: file.file, range, path: [] }, place)],
    };
  });
}
