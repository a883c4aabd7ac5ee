import type { Location } from "sarif";
import type { SpecFinding } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { pathFromTop } from "./path-from-top.ts";
import type { ReportOptions } from "./renderer.ts";

/** What is known of where the specs stand in their repository. */
export type SourcePlace = Pick<ReportOptions, "sourceFolder">;

/** A place in a spec: by its lines, and by its path as people type it. */
export function location(
  { file, range, path }: Pick<SpecFinding, "file" | "range" | "path">,
  { sourceFolder }: SourcePlace,
): Location {
  const { line, column, endLine, endColumn } = range;
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(pathFromTop(file, sourceFolder)) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(path.length > 0 && { logicalLocations: [{ fullyQualifiedName: formatSpecPath(path), kind: "member" }] }),
  };
}

/** The file as a relative reference, or as a `file:` URI when the user named it by an absolute path. */
function fileUri(file: string): string {
  const segments = file.split(/[\\/]/);
  const encoded = segments.map(encodeURIComponent).join("/");
  if (file.startsWith("/")) return `file://${encoded}`;
  if (/^[A-Za-z]:[\\/]/.test(file)) return `file:///${encoded.replace("%3A", ":")}`;
  return encoded.replace(/^(\.\/)+/, "");
}
