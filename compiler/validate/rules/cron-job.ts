import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import type { Minor } from "../minor.ts";
import { checkJobSpec } from "./job.ts";
import { checkAtLeast } from "./numbers.ts";

const help = "see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax";

/** Reports a CronJob that Kubernetes refuses. */
export function checkCronJob({ spec }: ObjectOf<"CronJob">, report: Report, minor: Minor): void {
  if (!isSchedule(spec.schedule)) report("spec.schedule", `"${spec.schedule}" is no schedule`, help);
  if (spec.timeZone !== undefined && !/^[A-Za-z]+([_+-]?[A-Za-z0-9]+)*(\/[A-Za-z0-9_+-]+)*$/.test(spec.timeZone))
    report("spec.timeZone", `"${spec.timeZone}" is no time zone`, `write it like "Etc/UTC"`);
  checkAtLeast(spec.startingDeadlineSeconds, 0, "spec.startingDeadlineSeconds", report);
  checkAtLeast(spec.successfulJobsHistoryLimit, 0, "spec.successfulJobsHistoryLimit", report);
  checkAtLeast(spec.failedJobsHistoryLimit, 0, "spec.failedJobsHistoryLimit", report);
  if (spec.jobTemplate.spec) checkJobSpec(spec.jobTemplate.spec, "spec.jobTemplate.spec", minor, report);
  else report("spec.jobTemplate.spec", "is required", "say what runs");
}

const macro = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Minute, hour, day of the month, month, day of the week. */
const parts: readonly { readonly from: number; readonly to: number; readonly names?: readonly string[] }[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, names: months },
  { from: 0, to: 6, names: weekdays },
];

function isSchedule(schedule: string): boolean {
  if (macro.test(schedule)) return true;
  const fields = schedule.trim().split(/\s+/);
  return fields.length === parts.length && parts.every((part, index) => isField(fields[index] ?? "", part));
}

function isField(field: string, { from, to, names = [] }: (typeof parts)[number]): boolean {
  const read = (text: string): number => {
    const named = names.indexOf(text.toLowerCase());
    if (named >= 0) return named + from;
    return /^\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  return field.split(",").every((item) => {
    const [range = "", step, ...more] = item.split("/");
    if (more.length > 0 || (step !== undefined && !(read(step) > 0))) return false;
    if (range === "*" || range === "?") return true;
    const ends = range.split("-").map(read);
    const [first = Number.NaN, last = first] = ends;
    return ends.length <= 2 && first >= from && last <= to && first <= last;
  });
}
