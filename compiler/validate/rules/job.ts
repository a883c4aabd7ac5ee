import type { Report } from "../fault.ts";
import type { JobSpec, ObjectOf } from "../kinds.ts";
import type { Minor } from "../minor.ts";
import { checkAtLeast } from "./numbers.ts";
import { checkPodTemplate } from "./pod/template.ts";

const help = "see https://kubernetes.io/docs/concepts/workloads/controllers/job/";

/** Reports a Job that Kubernetes refuses. */
export function checkJob({ spec }: ObjectOf<"Job">, report: Report, minor: Minor): void {
  checkJobSpec(spec, "spec", minor, report);
}

/** The same for the job inside a CronJob. */
export function checkJobSpec(spec: JobSpec, at: string, minor: Minor, report: Report): void {
  for (const field of [
    "activeDeadlineSeconds",
    "backoffLimit",
    "backoffLimitPerIndex",
    "completions",
    "maxFailedIndexes",
    "parallelism",
    "ttlSecondsAfterFinished",
  ] as const)
    checkAtLeast(spec[field], 0, `${at}.${field}`, report);
  if (spec.selector && !spec.manualSelector)
    report(`${at}.selector`, "is made by Kubernetes: it must be absent", "leave it out");
  checkIndexed(spec, at, report);
  const restartPolicies = spec.podFailurePolicy ? ["Never"] : ["Never", "OnFailure"];
  checkPodTemplate(spec.template, `${at}.template`, { restartPolicies, minor }, report);
}

function checkIndexed(spec: JobSpec, at: string, report: Report): void {
  const indexed = spec.completionMode === "Indexed";
  if (spec.completionMode !== undefined && !["Indexed", "NonIndexed"].includes(spec.completionMode))
    report(`${at}.completionMode`, `must be Indexed or NonIndexed, not "${spec.completionMode}"`, help);
  if (indexed && spec.completions === undefined)
    report(`${at}.completions`, `is required by the completionMode "Indexed"`, help);
  if (indexed) return;
  for (const field of ["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"] as const)
    if (spec[field] !== undefined) report(`${at}.${field}`, `needs the completionMode "Indexed"`, help);
}
