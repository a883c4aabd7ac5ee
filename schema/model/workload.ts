import type { Service } from "./model.ts";

/** What Kubernetes runs a service as. */
export type WorkloadKind = "Deployment" | "CronJob" | "Job";

/** What runs a service follows from what the spec says of it: nobody has to name it, and nothing can contradict it. */
export function workloadKind({ schedule, run }: Pick<Service, "schedule" | "run">): WorkloadKind {
  if (schedule !== undefined) return "CronJob";
  return run === "once" ? "Job" : "Deployment";
}

/** Whether a service's pods come to an end by themselves: nothing listens, scales or is probed then. */
export function isJob(service: Pick<Service, "schedule" | "run">): boolean {
  return workloadKind(service) === "CronJob" || workloadKind(service) === "Job";
}

/** What a job has where the spec says nothing. */
export const jobDefaults = { timeout: "1h", retries: 2 } as const;
