import { isReference, isTemplate, type Reference, type Template } from "../../schema/graph/value.ts";

/** Printed YAML: text, and between it the values that only Terraform knows. */
export type Piece = string | Reference | Template;

/**
 * Prints data as block YAML that means the same to YAML 1.1, which Helm and kubectl read, and to YAML 1.2: whatever
 * either could take for something other than text is quoted. Keys keep their order; `undefined` is left out.
 */
export function printYaml(value: object): Piece[] {
  const pieces: Piece[] = [];
  printBlock(pieces, value, "");
  return pieces;
}

/** Prints text for a place where YAML expects a value, on one line. */
export function printText(text: string): string {
  const plain = (word.test(text) && !reserved.test(text)) || quantity.test(text);
  return plain ? text : JSON.stringify(text).replace(unprintable, escapeUnit);
}

/** Text that no version of YAML reads as anything else: `apps/v1`, `app.kubernetes.io/name`, `nginx:latest`. */
const word = /^[A-Za-z/](?:[\w./@=-]|[:,](?=[\w./@=-])| (?=[\w./@=-]))*$/;
/**
 * https://yaml.org/type/bool.html and https://yaml.org/type/null.html, in any case, and what some readers of YAML 1.1
 * take for a number without digits before its exponent.
 */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?[0-9]+)$/i;
/** A Kubernetes quantity or duration: `250m`, `256Mi`, `30s`. */
const quantity = /^[0-9]+[A-Za-z]+$/;
/** What JSON leaves as it is and YAML does not allow or takes for a line break. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function printBlock(pieces: Piece[], value: object, indent: string): void {
  if (Array.isArray(value)) {
    for (const item of value) {
      if (item === undefined) continue;
      pieces.push(indent, "-");
      printItem(pieces, item, indent);
    }
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    pieces.push(indent, printText(key), ":");
    printValue(pieces, item, indent);
  }
}

/** An item of a list: a map starts on the line of its dash. */
function printItem(pieces: Piece[], item: unknown, indent: string): void {
  if (!isBlock(item) || Array.isArray(item)) {
    printValue(pieces, item, indent);
    return;
  }
  const start = pieces.length;
  printBlock(pieces, item, `${indent}  `);
  pieces[start] = " ";
}

function printValue(pieces: Piece[], value: unknown, indent: string): void {
  if (isBlock(value)) {
    pieces.push("\n");
    printBlock(pieces, value, `${indent}  `);
  } else {
    pieces.push(" ", printScalar(value, indent), "\n");
  }
}

/** Whether a value is printed on lines of its own. */
function isBlock(value: unknown): value is object {
  if (typeof value !== "object" || value === null || isReference(value) || isTemplate(value)) return false;
  return Object.values(value).some((item) => item !== undefined);
}

function printScalar(value: unknown, indent: string): Piece {
  if (isReference(value) || isTemplate(value)) return value;
  if (typeof value === "string") return lines.test(value) ? printLines(value, indent) : printText(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[]" : "{}";
  return String(value);
}

/** Several lines that a literal block keeps as they are: printable, the first not indented, no space at a line's end. */
const lines = /^[!-~](?:[ -~]*[!-~])?\n+(?:[ -~]*[!-~]\n+)*(?:[ -~]*[!-~])?$/;

function printLines(text: string, indent: string): string {
  const ends = text.endsWith("\n");
  const body = ends ? text.slice(0, -1) : text;
  if (body.endsWith("\n")) return printText(text);
  const printed = body.split("\n").map((line) => (line === "" ? "" : `${indent}  ${line}`));
  return `${ends ? "|" : "|-"}\n${printed.join("\n")}`;
}
