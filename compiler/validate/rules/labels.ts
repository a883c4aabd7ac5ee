import { entriesOf, type Report } from "../fault.ts";
import { checkName, checkQualifiedName, labelValue } from "./names.ts";

/** Labels, or anything else of their form such as a node selector. */
export type Labels = Readonly<Record<string, string>>;

/** Reports keys and values of labels that break Kubernetes' syntax. */
export function checkLabels(labels: Labels | undefined, at: string, report: Report): void {
  const ofEntry = entriesOf(at, report);
  for (const key in labels) {
    checkQualifiedName(key, key, ofEntry);
    checkName(labels[key] ?? "", labelValue, key, ofEntry);
  }
}

/** The most bytes that an object's annotations may have together. */
const annotationBytes = 256 * 1024;

/** Reports keys of annotations that break Kubernetes' syntax, and annotations that are too large together. */
export function checkAnnotations(annotations: Labels | undefined, at: string, report: Report): void {
  let bytes = 0;
  const ofEntry = entriesOf(at, report);
  for (const key in annotations) {
    checkQualifiedName(key, key, ofEntry);
    bytes += Buffer.byteLength(key) + Buffer.byteLength(annotations[key] ?? "");
  }
  if (bytes > annotationBytes)
    report(at, `has ${bytes} bytes, and ${annotationBytes} are allowed`, "keep large data in a ConfigMap");
}
