import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { Service } from "../../schema/model/model.ts";

type ProbeSpec = NonNullable<Service["probes"]["readiness"]>;

/** The probes of a container, under their names there. */
export function probesOf({ startup, readiness, liveness }: Service["probes"]) {
  return {
    ...(startup && { startupProbe: probe(startup) }),
    ...(readiness && { readinessProbe: probe(readiness) }),
    ...(liveness && { livenessProbe: probe(liveness) }),
  };
}

/**
 * A probe of a container: by a command, an HTTP path, or a connection to a port.
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
function probe(spec: ProbeSpec) {
  const { initialDelay, period, timeout, failures } = spec;
  return {
    ...question(spec),
    ...(initialDelay && { initialDelaySeconds: parseDuration(initialDelay) }),
    periodSeconds: parseDuration(period),
    timeoutSeconds: parseDuration(timeout),
    failureThreshold: failures,
  };
}

function question({ path, port = 0, command }: ProbeSpec) {
  if (command) return { exec: { command } };
  return path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port } };
}
