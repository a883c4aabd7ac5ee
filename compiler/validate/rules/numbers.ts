import type { Report } from "../fault.ts";
import { checkName, portName } from "./names.ts";

/** Reports a number outside a closed range; one that is absent is fine. */
export function checkRange(
  value: number | undefined,
  minimum: number,
  maximum: number,
  at: string,
  report: Report,
): void {
  if (value === undefined || (value >= minimum && value <= maximum)) return;
  const range = maximum === Number.POSITIVE_INFINITY ? `at least ${minimum}` : `between ${minimum} and ${maximum}`;
  report(at, `must be ${range}, not ${value}`, "choose a number in that range");
}

/** Reports a number that is too small; one that is absent is fine. */
export function checkAtLeast(value: number | undefined, minimum: number, at: string, report: Report): void {
  checkRange(value, minimum, Number.POSITIVE_INFINITY, at, report);
}

/** Reports what is no port number. */
export function checkPort(port: number | undefined, at: string, report: Report): void {
  checkRange(port, 1, 65535, at, report);
}

/** Reports what is neither a port number nor a port name. */
export function checkPortOrName(port: number | string | undefined, at: string, report: Report): void {
  if (typeof port === "string") checkName(port, portName, at, report);
  else checkPort(port, at, report);
}

/** Reports what is neither a whole number from 0 nor a percentage of at most `mostPercent`. */
export function checkCountOrPercent(
  value: number | string | undefined,
  at: string,
  report: Report,
  mostPercent = Number.POSITIVE_INFINITY,
): void {
  if (typeof value !== "string") {
    checkAtLeast(value, 0, at, report);
    return;
  }
  const percent = /^(\d+)%$/.exec(value)?.[1];
  if (percent === undefined)
    report(at, `must be a whole number or a percentage, not "${value}"`, `write it like "25%"`);
  else if (Number(percent) > mostPercent)
    report(at, `must not be more than ${mostPercent}%`, "choose a smaller percentage");
}

/** Whether a count or percentage amounts to nothing. */
export function isZero(value: number | string | undefined): boolean {
  return value === 0 || value === "0%" || value === "0";
}
