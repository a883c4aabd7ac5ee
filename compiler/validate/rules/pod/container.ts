import type { Report } from "../../fault.ts";
import type { Container, PodSpec } from "../../kinds.ts";
import { isServed, type Minor } from "../../minor.ts";
import { checkName, checkOptionalName, dnsLabel, portName } from "../names.ts";
import { checkPort } from "../numbers.ts";
import { checkUnique } from "../unique.ts";
import { checkEnv, checkEnvFrom } from "./env.ts";
import { checkLifecycle, checkProbes } from "./probes.ts";
import { checkResources } from "./resources.ts";
import { checkContainerSecurity } from "./security.ts";
import { checkVolumeMounts } from "./volumes.ts";

/** What a container shares with the others of its pod. */
export interface PodContext {
  readonly pod: PodSpec;
  readonly volumes: ReadonlySet<string>;
  readonly minor: Minor;
}

/** Reports a container that Kubernetes refuses. */
export function checkContainer(container: Container, at: string, { pod, volumes }: PodContext, report: Report): void {
  checkName(container.name, dnsLabel, `${at}.name`, report);
  checkImage(container.image, `${at}.image`, report);
  checkPorts(container, pod.hostNetwork === true, `${at}.ports`, report);
  checkEnv(container.env ?? [], `${at}.env`, report);
  checkEnvFrom(container.envFrom ?? [], `${at}.envFrom`, report);
  checkResources(container.resources ?? {}, `${at}.resources`, report);
  checkProbes(container, at, report);
  checkLifecycle(container, pod.terminationGracePeriodSeconds ?? 30, at, report);
  checkVolumeMounts(container.volumeMounts ?? [], volumes, `${at}.volumeMounts`, report);
  checkContainerSecurity(container.securityContext ?? {}, pod.securityContext ?? {}, `${at}.securityContext`, report);
}

/** Reports the restart policy of a container of its own, which was for init containers only before 1.35. */
export function checkOwnRestartPolicy(container: Container, at: string, { minor }: PodContext, report: Report): void {
  if (container.restartPolicy === undefined) return;
  if (!isServed(minor, "1.35"))
    report(`${at}.restartPolicy`, `needs Kubernetes 1.35, and the cluster has ${minor}`, "set it on the pod");
  else if (!["Always", "Never", "OnFailure"].includes(container.restartPolicy))
    report(
      `${at}.restartPolicy`,
      `must be Always, Never or OnFailure, not "${container.restartPolicy}"`,
      "use one of them",
    );
}

/**
 * Reports what an init container cannot have. One that restarts always is a sidecar, which can have it all.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function checkInitContainer(container: Container, at: string, report: Report): void {
  const { restartPolicy } = container;
  if (restartPolicy === "Always") return;
  if (restartPolicy !== undefined)
    report(`${at}.restartPolicy`, `must be "Always" or absent, not "${restartPolicy}"`, `write "Always" for a sidecar`);
  for (const field of ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const)
    if (container[field])
      report(`${at}.${field}`, "is not for an init container", `set its restartPolicy to "Always" if it is a sidecar`);
}

function checkImage(image: string | undefined, at: string, report: Report): void {
  if (!image) report(at, "is required", "name the image");
  else if (/\s/.test(image))
    report(at, `${JSON.stringify(image)} must not contain white space`, "correct the image's name");
  else if (/[A-Z]/.test(image.replace(/[:@][^/]*$/, "")))
    report(at, `"${image}" must be lower case up to its tag`, "correct the image's name");
}

function checkPorts({ ports = [] }: Container, hostNetwork: boolean, at: string, report: Report): void {
  checkUnique(
    ports,
    ({ name }) => name,
    (index) => `${at}[${index}].name`,
    report,
  );
  ports.forEach(({ name, containerPort, hostPort }, index) => {
    checkOptionalName(name, portName, `${at}[${index}].name`, report);
    checkPort(containerPort, `${at}[${index}].containerPort`, report);
    checkPort(hostPort, `${at}[${index}].hostPort`, report);
    if (hostNetwork && hostPort !== undefined && hostPort !== containerPort)
      report(
        `${at}[${index}].hostPort`,
        `must be ${containerPort}, since the pod uses the host's network`,
        "leave it out",
      );
  });
}
