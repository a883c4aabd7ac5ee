import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";

/** The annotation through which pods get a role of IAM. https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const roleAnnotation = "eks.amazonaws.com/role-arn";

/** Reports a ServiceAccount whose pods would not get the role that it names. */
export function checkServiceAccount({ metadata }: ObjectOf<"ServiceAccount">, report: Report): void {
  const role = metadata?.annotations?.[roleAnnotation];
  if (role !== undefined && !/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role))
    report(`metadata.annotations[${roleAnnotation}]`, `"${role}" is not the ARN of a role`, "name the role's ARN");
}
