import type { Report } from "../../fault.ts";
import type { EnvFrom, EnvVar } from "../../kinds.ts";
import { checkName, dataKey, dnsSubdomain } from "../names.ts";
import { checkOneOf, checkUnique } from "../unique.ts";

/** Printable ASCII without the equals sign, which is all that Kubernetes asks of a name since 1.32. */
const variableName = /^[ -<>-~]+$/;
const nameHelp = "use letters, digits and underscores";

/** What a container can learn about its own pod through a variable. */
const podField =
  /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/;
const resourceField = /^(requests|limits)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Reports environment variables that Kubernetes refuses. */
export function checkEnv(env: readonly EnvVar[], at: string, report: Report): void {
  checkUnique(
    env,
    (variable) => variable.name,
    (index) => `${at}[${index}].name`,
    report,
  );
  env.forEach(({ name, value, valueFrom }, index) => {
    const place = `${at}[${index}]`;
    if (!variableName.test(name)) report(`${place}.name`, `${JSON.stringify(name)} is no name of a variable`, nameHelp);
    if (!valueFrom) return;
    if (value) report(`${place}.valueFrom`, "cannot stand beside a value", "keep one of the two");
    checkSource(valueFrom, `${place}.valueFrom`, report);
  });
}

function checkSource(source: NonNullable<EnvVar["valueFrom"]>, at: string, report: Report): void {
  checkOneOf(source, ["configMapKeyRef", "fieldRef", "fileKeyRef", "resourceFieldRef", "secretKeyRef"], at, report);
  for (const field of ["configMapKeyRef", "secretKeyRef"] as const) {
    const reference = source[field];
    if (!reference) continue;
    checkName(reference.name ?? "", dnsSubdomain, `${at}.${field}.name`, report);
    checkName(reference.key, dataKey, `${at}.${field}.key`, report);
  }
  if (source.fieldRef && !podField.test(source.fieldRef.fieldPath))
    report(
      `${at}.fieldRef.fieldPath`,
      `"${source.fieldRef.fieldPath}" is not known to a variable`,
      "see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields",
    );
  if (source.resourceFieldRef && !resourceField.test(source.resourceFieldRef.resource))
    report(
      `${at}.resourceFieldRef.resource`,
      `"${source.resourceFieldRef.resource}" is not known to a variable`,
      "see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields",
    );
}

/** Reports sources of many variables at once that Kubernetes refuses. */
export function checkEnvFrom(sources: readonly EnvFrom[], at: string, report: Report): void {
  sources.forEach((source, index) => {
    const place = `${at}[${index}]`;
    checkOneOf(source, ["configMapRef", "secretRef"], place, report);
    if (source.prefix && !variableName.test(source.prefix))
      report(`${place}.prefix`, `${JSON.stringify(source.prefix)} cannot start a variable's name`, nameHelp);
    for (const field of ["configMapRef", "secretRef"] as const)
      if (source[field]) checkName(source[field].name ?? "", dnsSubdomain, `${place}.${field}.name`, report);
  });
}
