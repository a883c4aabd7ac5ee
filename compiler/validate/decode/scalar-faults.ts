import { parseQuantity } from "../../../schema/catalogue/kubernetes-quantity.ts";
import { describe } from "../fault.ts";
import type { ScalarFormat } from "./parse-shape.ts";

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** RFC 3339, which is what Go reads. */
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** For each format, what a value that is none of it is told, or nothing for a good value. */
const faults: Readonly<Record<ScalarFormat, (value: unknown) => string | undefined>> = {
  string: (value) => (typeof value === "string" ? undefined : "must be text"),
  boolean: (value) => (typeof value === "boolean" ? undefined : "must be true or false"),
  int32: (value) => wholeNumber(value, 2 ** 31),
  int64: (value) => wholeNumber(value, 2 ** 53),
  double: (value) => (typeof value === "number" && Number.isFinite(value) ? undefined : "must be a number"),
  bytes: (value) => (typeof value === "string" && base64.test(value) ? undefined : "must be text in base64"),
  "date-time": (value) =>
    typeof value === "string" && dateTime.test(value) ? undefined : "must be a date and time as in RFC 3339",
  quantity: (value) =>
    parseQuantity(value) === undefined ? `must be a quantity such as "250m" or "256Mi"` : undefined,
  "int-or-string": (value) =>
    typeof value === "string" ? undefined : wholeNumber(value, 2 ** 31)?.replace("number", "number or text"),
};

/** What is wrong with a single value, or nothing. */
export function scalarFault(format: ScalarFormat, value: unknown): string | undefined {
  const fault = faults[format](value);
  return fault && `${fault}, not ${describe(value)}`;
}

function wholeNumber(value: unknown, bound: number): string | undefined {
  if (typeof value !== "number" || !Number.isInteger(value)) return "must be a whole number";
  return value >= -bound && value < bound ? undefined : `must be a whole number below ${bound}`;
}
