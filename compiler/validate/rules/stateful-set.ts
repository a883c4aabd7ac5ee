import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import type { Minor } from "../minor.ts";
import { checkClaimSpec } from "./claim-spec.ts";
import { checkName, checkOptionalName, dnsLabel, serviceLabel } from "./names.ts";
import { checkAtLeast, checkCountOrPercent, isZero } from "./numbers.ts";
import { checkPodTemplate } from "./pod/template.ts";
import { checkOwnSelector } from "./selector.ts";

/** Reports a StatefulSet that Kubernetes refuses. */
export function checkStatefulSet({ spec }: ObjectOf<"StatefulSet">, report: Report, minor: Minor): void {
  checkAtLeast(spec.replicas, 0, "spec.replicas", report);
  checkAtLeast(spec.minReadySeconds, 0, "spec.minReadySeconds", report);
  checkAtLeast(spec.revisionHistoryLimit, 0, "spec.revisionHistoryLimit", report);
  checkAtLeast(spec.ordinals?.start, 0, "spec.ordinals.start", report);
  checkOptionalName(spec.serviceName || undefined, serviceLabel, "spec.serviceName", report);
  checkOwnSelector(spec.selector, spec.template.metadata?.labels ?? {}, report);
  checkUpdate(spec.updateStrategy ?? {}, report);
  const claims = spec.volumeClaimTemplates ?? [];
  claims.forEach((claim, index) => {
    const place = `spec.volumeClaimTemplates[${index}]`;
    checkName(claim.metadata?.name ?? "", dnsLabel, `${place}.metadata.name`, report);
    checkClaimSpec(claim.spec ?? {}, `${place}.spec`, report);
  });
  const moreVolumes = claims.flatMap((claim) => claim.metadata?.name ?? []);
  checkPodTemplate(spec.template, "spec.template", { restartPolicies: ["Always"], minor, moreVolumes }, report);
}

type Update = NonNullable<ObjectOf<"StatefulSet">["spec"]["updateStrategy"]>;

function checkUpdate({ type, rollingUpdate }: Update, report: Report): void {
  const at = "spec.updateStrategy.rollingUpdate";
  const help = "see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies";
  if (type === "OnDelete" && rollingUpdate) report(at, `must be absent for the type "OnDelete"`, help);
  checkAtLeast(rollingUpdate?.partition, 0, `${at}.partition`, report);
  checkCountOrPercent(rollingUpdate?.maxUnavailable, `${at}.maxUnavailable`, report, 100);
  if (isZero(rollingUpdate?.maxUnavailable)) report(`${at}.maxUnavailable`, "must not be 0", help);
}
