import type { Report } from "../../fault.ts";
import type { Container, PodSpec, PodTemplate } from "../../kinds.ts";
import type { Minor } from "../../minor.ts";
import { checkAnnotations, checkLabels } from "../labels.ts";
import { checkName, checkOptionalName, dnsLabel, dnsSubdomain } from "../names.ts";
import { checkAtLeast } from "../numbers.ts";
import { checkUnique } from "../unique.ts";
import { checkAffinity } from "./affinity.ts";
import { checkContainer, checkInitContainer, checkOwnRestartPolicy, type PodContext } from "./container.ts";
import { checkTolerations, checkTopologySpread } from "./scheduling.ts";
import { checkPodSecurity } from "./security.ts";
import { checkVolumes } from "./volumes.ts";

/** What the owner of a pod template asks of it. */
export interface PodTemplateOptions {
  /** The restart policies that the owner can work with; the first is what it is told when none is written. */
  readonly restartPolicies: readonly string[];
  readonly minor: Minor;
  /** Volumes that the pods get from elsewhere, such as from the claims of a StatefulSet. */
  readonly moreVolumes?: readonly string[];
}

/** Reports a pod template that Kubernetes refuses, or whose pods would not start. */
export function checkPodTemplate(template: PodTemplate, at: string, options: PodTemplateOptions, report: Report): void {
  checkLabels(template.metadata?.labels, `${at}.metadata.labels`, report);
  checkAnnotations(template.metadata?.annotations, `${at}.metadata.annotations`, report);
  if (template.spec) checkPodSpec(template.spec, `${at}.spec`, options, report);
  else report(`${at}.spec`, "is required", "say what the pods run");
}

function checkPodSpec(pod: PodSpec, at: string, options: PodTemplateOptions, report: Report): void {
  checkRestartPolicy(pod, at, options, report);
  checkPodNames(pod, at, report);
  checkAtLeast(pod.terminationGracePeriodSeconds, 0, `${at}.terminationGracePeriodSeconds`, report);
  checkAtLeast(pod.activeDeadlineSeconds, 1, `${at}.activeDeadlineSeconds`, report);
  checkVolumes(pod.volumes ?? [], `${at}.volumes`, report);
  checkLabels(pod.nodeSelector, `${at}.nodeSelector`, report);
  checkTolerations(pod.tolerations ?? [], `${at}.tolerations`, report);
  checkTopologySpread(pod.topologySpreadConstraints ?? [], `${at}.topologySpreadConstraints`, report);
  if (pod.affinity) checkAffinity(pod.affinity, `${at}.affinity`, report);
  checkPodSecurity(pod.securityContext ?? {}, `${at}.securityContext`, report);
  if (pod.dnsPolicy === "None" && !pod.dnsConfig?.nameservers?.length)
    report(`${at}.dnsConfig.nameservers`, `is required by the dnsPolicy "None"`, "name a DNS server");
  const volumes = new Set([...(options.moreVolumes ?? []), ...(pod.volumes ?? []).map(({ name }) => name)]);
  checkContainers(pod, at, { pod, volumes, minor: options.minor }, report);
}

function checkContainers(pod: PodSpec, at: string, context: PodContext, report: Report): void {
  const { containers, initContainers = [] } = pod;
  if (containers.length === 0) report(`${at}.containers`, "must not be empty", "name at least one container");
  const named: readonly Container[] = initContainers.length === 0 ? containers : [...containers, ...initContainers];
  checkUnique(
    named,
    ({ name }) => name,
    (index) =>
      index < containers.length
        ? `${at}.containers[${index}].name`
        : `${at}.initContainers[${index - containers.length}].name`,
    report,
  );
  containers.forEach((container, index) => {
    const place = `${at}.containers[${index}]`;
    checkContainer(container, place, context, report);
    checkOwnRestartPolicy(container, place, context, report);
  });
  initContainers.forEach((container, index) => {
    const place = `${at}.initContainers[${index}]`;
    checkContainer(container, place, context, report);
    checkInitContainer(container, place, report);
  });
}

function checkRestartPolicy(pod: PodSpec, at: string, { restartPolicies }: PodTemplateOptions, report: Report): void {
  // Kubernetes takes "Always" when nothing is written.
  const policy = pod.restartPolicy ?? "Always";
  if (restartPolicies.includes(policy)) return;
  const known = restartPolicies.map((name) => `"${name}"`).join(" or ");
  report(`${at}.restartPolicy`, `must be ${known}, not "${policy}"`, `write ${known}`);
}

function checkPodNames(pod: PodSpec, at: string, report: Report): void {
  checkOptionalName(pod.hostname, dnsLabel, `${at}.hostname`, report);
  checkOptionalName(pod.subdomain, dnsLabel, `${at}.subdomain`, report);
  checkOptionalName(pod.serviceAccountName, dnsSubdomain, `${at}.serviceAccountName`, report);
  checkOptionalName(pod.priorityClassName, dnsSubdomain, `${at}.priorityClassName`, report);
  checkOptionalName(pod.runtimeClassName, dnsSubdomain, `${at}.runtimeClassName`, report);
  pod.imagePullSecrets?.forEach(({ name }, index) => {
    checkName(name ?? "", dnsSubdomain, `${at}.imagePullSecrets[${index}].name`, report);
  });
}
