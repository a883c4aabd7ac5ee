import type { Report } from "../fault.ts";
import type { CheckedKind, ObjectMeta } from "../kinds.ts";
import { checkAnnotations, checkLabels } from "./labels.ts";
import { checkName, dnsLabel, dnsSubdomain, type NameForm, pathSegment, serviceLabel } from "./names.ts";

interface NameRule {
  readonly form: NameForm;
  /** Less than the form allows, where the name ends up in a shorter one. */
  readonly longest?: number;
}

const nameRules: Readonly<Partial<Record<CheckedKind, NameRule>>> = {
  // The controller adds eleven characters of its own to the name of each job.
  CronJob: { form: dnsSubdomain, longest: 52 },
  // The name becomes the value of the label batch.kubernetes.io/job-name.
  Job: { form: dnsSubdomain, longest: 63 },
  Role: { form: pathSegment },
  RoleBinding: { form: pathSegment },
  Service: { form: serviceLabel },
  // The name becomes part of host names, and with eleven characters more of the label controller-revision-hash.
  StatefulSet: { form: dnsLabel, longest: 52 },
};

/** Reports metadata that Kubernetes refuses: name, namespace, labels and annotations. */
export function checkMetadata(kind: CheckedKind, metadata: ObjectMeta, report: Report): void {
  const { form, longest } = nameRules[kind] ?? { form: dnsSubdomain };
  const { name, generateName } = metadata;
  // Only what is created, and never updated, can be named by the API server: it adds five characters.
  if (kind === "Job" && name === undefined && generateName !== undefined)
    checkName(`${generateName}00000`, form, "metadata.generateName", report, longest);
  else if (name === undefined) report("metadata.name", "is required", "name the object");
  else checkName(name, form, "metadata.name", report, longest);
  if (metadata.namespace === undefined)
    report("metadata.namespace", "is required", "name the namespace, so that it does not depend on who deploys");
  else checkName(metadata.namespace, dnsLabel, "metadata.namespace", report);
  checkLabels(metadata.labels, "metadata.labels", report);
  checkAnnotations(metadata.annotations, "metadata.annotations", report);
}
