import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { Service } from "../../schema/model/model.ts";

type ProbeSpec = NonNullable<Service["probes"]["readiness"]>;

/**
 * A probe of a container: by a command, an HTTP path, or a connection to a port.
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export function probe(spec: ProbeSpec) {
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
