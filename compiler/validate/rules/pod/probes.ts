import type { Report } from "../../fault.ts";
import type { Container, LifecycleHandler, Probe } from "../../kinds.ts";
import { checkAtLeast, checkPort, checkPortOrName } from "../numbers.ts";
import { checkOneOf } from "../unique.ts";

const help =
  "see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/";
const headerName = /^[-A-Za-z0-9]+$/;

/** Reports probes that Kubernetes refuses, and those that ask a port that the container does not name. */
export function checkProbes(container: Container, at: string, report: Report): void {
  for (const kind of ["livenessProbe", "readinessProbe", "startupProbe"] as const) {
    const probe = container[kind];
    if (!probe) continue;
    const place = `${at}.${kind}`;
    checkProbe(probe, place, report);
    checkHandler(probe, container, place, report);
    if (kind !== "readinessProbe" && (probe.successThreshold ?? 1) > 1)
      report(`${place}.successThreshold`, `must be 1, not ${probe.successThreshold}`, help);
    if (kind === "readinessProbe" && probe.terminationGracePeriodSeconds !== undefined)
      report(`${place}.terminationGracePeriodSeconds`, "cannot be set: it ends nothing", "leave it out");
  }
}

function checkProbe(probe: Probe, at: string, report: Report): void {
  checkOneOf(probe, ["exec", "grpc", "httpGet", "tcpSocket"], at, report);
  // A zero is taken for the default, except for the delay, where the two are the same.
  for (const field of [
    "failureThreshold",
    "initialDelaySeconds",
    "periodSeconds",
    "successThreshold",
    "timeoutSeconds",
  ] as const)
    checkAtLeast(probe[field], 0, `${at}.${field}`, report);
  checkAtLeast(probe.terminationGracePeriodSeconds, 1, `${at}.terminationGracePeriodSeconds`, report);
  if (probe.grpc) checkPort(probe.grpc.port, `${at}.grpc.port`, report);
}

/** Reports what is to happen around a container's life if Kubernetes cannot do it. */
export function checkLifecycle(container: Container, gracePeriod: number, at: string, report: Report): void {
  for (const moment of ["postStart", "preStop"] as const) {
    const handler = container.lifecycle?.[moment];
    if (!handler) continue;
    const place = `${at}.lifecycle.${moment}`;
    checkOneOf(handler, ["exec", "httpGet", "sleep", "tcpSocket"], place, report);
    checkHandler(handler, container, place, report);
    const seconds = handler.sleep?.seconds;
    if (seconds !== undefined && (seconds < 0 || seconds > gracePeriod))
      report(
        `${place}.sleep.seconds`,
        `must be between 0 and the grace period of ${gracePeriod}, not ${seconds}`,
        "sleep less, or give the pod a longer terminationGracePeriodSeconds",
      );
  }
}

function checkHandler(handler: Probe | LifecycleHandler, container: Container, at: string, report: Report): void {
  const { exec, httpGet, tcpSocket } = handler;
  if (exec && (exec.command ?? []).length === 0) report(`${at}.exec.command`, "is required", "name the command");
  httpGet?.httpHeaders?.forEach(({ name }, index) => {
    if (!headerName.test(name)) report(`${at}.httpGet.httpHeaders[${index}].name`, `"${name}" is no header`, help);
  });
  for (const [field, action] of [
    ["httpGet", httpGet],
    ["tcpSocket", tcpSocket],
  ] as const) {
    if (!action) continue;
    const place = `${at}.${field}.port`;
    checkPortOrName(action.port, place, report);
    if (typeof action.port === "string" && !container.ports?.some(({ name }) => name === action.port))
      report(place, `"${action.port}" is not the name of a port of the container`, "name one of its ports");
  }
}
