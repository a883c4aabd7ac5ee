import type { Location } from "sarif";
import type { SourceRange, SpecPath } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";

/** A place in a spec: by its lines, and by its path as people type it. */
export function location(file: string, range: SourceRange, path: SpecPath): Location {
  const { line, column, endLine, endColumn } = range;
  return {
    physicalLocation: {
      artifactLocation: { uri: fileUri(file) },
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
