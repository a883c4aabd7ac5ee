import type { Report } from "../../fault.ts";
import type { PodSecurityContext, SecurityContext } from "../../kinds.ts";
import { checkRange } from "../numbers.ts";
import { checkUnique } from "../unique.ts";

const help = "see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";
const highestId = 2 ** 31 - 1;
const sysctlName = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

/** Reports a pod's security context that Kubernetes refuses. */
export function checkPodSecurity(context: PodSecurityContext, at: string, report: Report): void {
  checkIds(context, at, report);
  checkProfile(context, at, report);
  checkRange(context.fsGroup, 0, highestId, `${at}.fsGroup`, report);
  context.supplementalGroups?.forEach((group, index) => {
    checkRange(group, 0, highestId, `${at}.supplementalGroups[${index}]`, report);
  });
  const sysctls = context.sysctls ?? [];
  sysctls.forEach(({ name }, index) => {
    if (!sysctlName.test(name)) report(`${at}.sysctls[${index}].name`, `"${name}" is no kernel parameter`, help);
  });
  checkUnique(
    sysctls,
    ({ name }) => name,
    (index) => `${at}.sysctls[${index}].name`,
    report,
  );
}

/** Reports a container's security context that Kubernetes refuses, alone or together with its pod's. */
export function checkContainerSecurity(
  context: SecurityContext,
  pod: PodSecurityContext,
  at: string,
  report: Report,
): void {
  checkIds(context, at, report);
  checkProfile(context, at, report);
  const isRoot = (context.runAsUser ?? pod.runAsUser) === 0;
  if ((context.runAsNonRoot ?? pod.runAsNonRoot) && isRoot)
    report(`${at}.runAsNonRoot`, "is true, and runAsUser is 0, which is root", "run as another user");
  checkEscalation(context, at, report);
  for (const change of ["add", "drop"] as const)
    context.capabilities?.[change]?.forEach((capability, index) => {
      if (/^CAP_/.test(capability) || !/^[A-Z0-9_]+$/.test(capability))
        report(
          `${at}.capabilities.${change}[${index}]`,
          `"${capability}" is no capability`,
          `write it like "NET_ADMIN"`,
        );
    });
}

function checkEscalation(context: SecurityContext, at: string, report: Report): void {
  if (context.allowPrivilegeEscalation !== false) return;
  const reason = context.privileged
    ? "the container is privileged"
    : context.capabilities?.add?.includes("SYS_ADMIN")
      ? "SYS_ADMIN is added"
      : undefined;
  if (reason) report(`${at}.allowPrivilegeEscalation`, `cannot be false while ${reason}`, help);
}

function checkIds(context: PodSecurityContext | SecurityContext, at: string, report: Report): void {
  checkRange(context.runAsUser, 0, highestId, `${at}.runAsUser`, report);
  checkRange(context.runAsGroup, 0, highestId, `${at}.runAsGroup`, report);
}

function checkProfile(context: PodSecurityContext | SecurityContext, at: string, report: Report): void {
  for (const field of ["seccompProfile", "appArmorProfile"] as const) {
    const profile = context[field];
    if (!profile) continue;
    if (profile.type === "Localhost" && !profile.localhostProfile)
      report(`${at}.${field}.localhostProfile`, `is required by the type "Localhost"`, help);
    if (profile.type !== "Localhost" && profile.localhostProfile)
      report(`${at}.${field}.localhostProfile`, `must be absent for the type "${profile.type}"`, help);
  }
}
