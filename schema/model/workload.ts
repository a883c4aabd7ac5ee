import type { Service } from "./model.ts";

type Workload = Pick<Service, "schedule" | "run" | "stateful">;

/** What Kubernetes runs a service as. Of a `JobTemplate` nothing runs until another service makes a Job of it. */
export type WorkloadKind = "CronJob" | "Deployment" | "Job" | "JobTemplate" | "StatefulSet";

/** What runs a service follows from what the spec says of it: nobody has to name it, and nothing can contradict it. */
export function workloadKind({ schedule, run, stateful }: Workload): WorkloadKind {
  if (schedule !== undefined) return "CronJob";
  if (run === "once") return "Job";
  if (run === "on-demand") return "JobTemplate";
  return stateful ? "StatefulSet" : "Deployment";
}

/** Whether a service's pods come to an end by themselves: nothing listens, scales or is probed then. */
export function isJob(service: Workload): boolean {
  return ["CronJob", "Job", "JobTemplate"].includes(workloadKind(service));
}

/** What a job has where the spec says nothing. */
export const jobDefaults = { timeout: "1h", retries: 2 } as const;
