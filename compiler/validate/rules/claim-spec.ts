import { parseQuantity } from "../../../schema/catalogue/kubernetes-quantity.ts";
import type { Report } from "../fault.ts";
import type { ClaimSpec } from "../kinds.ts";
import { checkOptionalName, dnsSubdomain } from "./names.ts";
import { checkSelector } from "./selector.ts";

/** Reports a claim to storage that Kubernetes refuses. */
export function checkClaimSpec(spec: ClaimSpec, at: string, report: Report): void {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) report(`${at}.accessModes`, "is required", `name one, such as "ReadWriteOnce"`);
  if (modes.length > 1 && modes.includes("ReadWriteOncePod"))
    report(`${at}.accessModes`, `must not hold anything beside "ReadWriteOncePod"`, "keep one");
  const storage = spec.resources?.requests?.["storage"];
  if (storage === undefined) report(`${at}.resources.requests.storage`, "is required", "say how much is needed");
  else if ((parseQuantity(storage) ?? 0) <= 0)
    report(`${at}.resources.requests.storage`, `must be more than nothing, not ${storage}`, "say how much is needed");
  checkOptionalName(spec.storageClassName || undefined, dnsSubdomain, `${at}.storageClassName`, report);
  checkSelector(spec.selector, `${at}.selector`, report);
}
