import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import { checkName, dnsSubdomain, pathSegment } from "./names.ts";

const help = "see https://kubernetes.io/docs/reference/access-authn-authz/rbac/";

/** Reports a Role that Kubernetes refuses. */
export function checkRole({ rules = [] }: ObjectOf<"Role">, report: Report): void {
  rules.forEach((rule, index) => {
    const place = `rules[${index}]`;
    if (rule.verbs.length === 0) report(`${place}.verbs`, "must not be empty", help);
    if (rule.nonResourceURLs?.length)
      report(`${place}.nonResourceURLs`, "cannot be given in a namespace", "use a ClusterRole");
    if (!rule.apiGroups?.length) report(`${place}.apiGroups`, "must not be empty", `write "" for the core group`);
    if (!rule.resources?.length) report(`${place}.resources`, "must not be empty", help);
  });
}

/** Reports a RoleBinding that Kubernetes refuses. */
export function checkRoleBinding({ roleRef, subjects = [] }: ObjectOf<"RoleBinding">, report: Report): void {
  if (roleRef.kind !== "Role" && roleRef.kind !== "ClusterRole")
    report("roleRef.kind", `must be Role or ClusterRole, not "${roleRef.kind}"`, help);
  if ((roleRef.apiGroup || "rbac.authorization.k8s.io") !== "rbac.authorization.k8s.io")
    report("roleRef.apiGroup", `must be "rbac.authorization.k8s.io", not "${roleRef.apiGroup}"`, help);
  checkName(roleRef.name, pathSegment, "roleRef.name", report);
  subjects.forEach((subject, index) => {
    checkSubject(subject, `subjects[${index}]`, report);
  });
}

type Subject = NonNullable<ObjectOf<"RoleBinding">["subjects"]>[number];

function checkSubject({ kind, name, namespace, apiGroup }: Subject, at: string, report: Report): void {
  const group = kind === "ServiceAccount" ? "" : "rbac.authorization.k8s.io";
  if (!["Group", "ServiceAccount", "User"].includes(kind))
    report(`${at}.kind`, `must be Group, ServiceAccount or User, not "${kind}"`, help);
  else if (apiGroup && apiGroup !== group) report(`${at}.apiGroup`, `must be "${group}", not "${apiGroup}"`, help);
  if (name === "") report(`${at}.name`, "must not be empty", help);
  if (kind !== "ServiceAccount") return;
  checkName(name, dnsSubdomain, `${at}.name`, report);
  if (!namespace) report(`${at}.namespace`, "is required for a ServiceAccount", help);
}
