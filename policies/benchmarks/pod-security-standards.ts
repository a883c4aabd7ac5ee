import { podSecurity } from "../anchors.ts";
import { type Benchmark, type BenchmarkRow, rowsOf } from "./benchmark.ts";

const baseline = rowsOf((control) => podSecurity("baseline", control));
const restricted = rowsOf((control) => podSecurity("restricted", control));

const baselineRows: readonly BenchmarkRow[] = [
  baseline.left("unsayable", "HostProcess", "No pod is a process of a Windows node", "No node pool runs Windows."),
  baseline.checked("Host Namespaces", "No pod shares the namespaces of its node"),
  baseline.checked("Privileged Containers", "No container is privileged"),
  baseline.checked("Capabilities", "Containers add no capability beyond the usual ones"),
  baseline.checked("HostPath Volumes", "No pod mounts the files of its node"),
  baseline.checked("Host Ports", "No container takes a port of its node"),
  baseline.checked("Host Probes / Lifecycle Hooks", "Probes and hooks name no host"),
  baseline.checked("AppArmor", "No pod leaves AppArmor"),
  baseline.checked("SELinux", "No pod takes another SELinux type, user or role"),
  baseline.checked("/proc Mount Type", "Containers see /proc with its usual masks"),
  baseline.checked("Seccomp", "No pod turns the filter of system calls off"),
  baseline.checked("Sysctls", "Pods set safe kernel parameters only"),
];

const restrictedRows: readonly BenchmarkRow[] = [
  restricted.checked("Volume Types", "Volumes are of the kinds that cannot reach past the pod"),
  restricted.checked("Privilege Escalation", "No container can gain privileges"),
  restricted.checked("Running as Non-root", "Containers must not be root"),
  restricted.checked("Running as Non-root user", "No container asks for user 0"),
  restricted.checked("Seccomp", "A filter of system calls is asked for"),
  restricted.checked("Capabilities", "Containers drop every capability, and take back at most one"),
];

/** Its controls as kubernetes.io has them for Kubernetes 1.35. */
export const podSecurityStandards: Benchmark = {
  prefix: "PSS",
  name: "Kubernetes Pod Security Standards",
  page: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  source: "The standards of Kubernetes 1.35. A level has one table, without links to its rows.",
  rows: [...baselineRows, ...restrictedRows],
};
