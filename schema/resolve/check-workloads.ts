import { parseBytes } from "../catalogue/quantity.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { Service } from "../model/model.ts";
import { isJob } from "../model/workload.ts";
import { conflict, type Draft, type DraftCheck } from "./draft.ts";

/** What a service says of itself fits how it runs: for ever, by a schedule, once, or on demand. */
export const checkWorkloads: DraftCheck = ({ spec, says }) =>
  Object.entries(spec.services).flatMap(([name, service]) => {
    const path = ["services", name];
    return isJob(service)
      ? checkJob(name, service, path, says)
      : [...checkOther(name, path, says), ...checkStateful(name, service, path)];
  });

/** Keys that mean something only where pods run for ever, and why a job has none of it. */
const notForJobs = {
  port: "nothing listens there",
  replicas: "it has one pod",
  scale: "it has one pod",
  probes: "it ends by itself, and its exit code says how",
  stateful: "no volume waits for its next run",
  metrics: "it ends before anybody asks for metrics",
  disruption: "it has one pod",
  migrations: "it has no rollout",
} as const;

function checkJob(name: string, service: Service, path: SpecPath, says: Draft["says"]): readonly SpecProblem[] {
  const problems = Object.entries(notForJobs)
    .filter(([key]) => says([...path, key]))
    .map(([key, reason]) =>
      conflict([...path, key], `the service "${name}" is a job and has no "${key}": ${reason}`, `remove "${key}"`),
    );
  if (service.schedule !== undefined && service.run !== undefined)
    problems.push(
      conflict(
        [...path, "run"],
        `"${name}" has a "schedule" and runs "${service.run}"`,
        'keep one of "schedule" and "run"',
      ),
    );
  return problems;
}

const gibibyte = 2 ** 30;

function checkStateful(name: string, { stateful, scale }: Service, path: SpecPath): readonly SpecProblem[] {
  if (!stateful) return [];
  const problems: SpecProblem[] = [];
  if (scale)
    problems.push(
      conflict(
        [...path, "scale"],
        `the service "${name}" is stateful, and data does not follow an autoscaler`,
        'write "replicas"',
      ),
    );
  // https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
  const size = parseBytes(stateful.storage);
  if (stateful.storageClass === undefined && (size < gibibyte || size > 16 * 1024 * gibibyte))
    problems.push({
      code: "out-of-range",
      path: [...path, "stateful", "storage"],
      message: `a gp3 volume has 1Gi to 16Ti, not "${stateful.storage}"`,
      help: 'write, for example, "20Gi"',
    });
  return problems;
}

function checkOther(name: string, path: SpecPath, says: Draft["says"]): readonly SpecProblem[] {
  return ["timeout", "retries"]
    .filter((key) => says([...path, key]))
    .map((key) =>
      conflict(
        [...path, key],
        `"${key}" is for jobs, and the service "${name}" runs for ever`,
        `remove "${key}", or add "schedule" or "run: once"`,
      ),
    );
}
