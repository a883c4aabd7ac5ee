import type { SpecPath, SpecProblem } from "../finding.ts";
import type { ResolvedSpec, Service } from "../model/model.ts";
import { isJob } from "../model/workload.ts";
import { usableNamed } from "../uses/registry.ts";
import { checkImage, checkLimits } from "./check-container.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Each service makes sense for itself: its image, how many of it, its resources, its ports and its variables. */
export const checkServices: DraftCheck = ({ spec }) =>
  Object.entries(spec.services).flatMap(([name, service]) => {
    const path = ["services", name];
    return [
      ...checkImage(service, name, path),
      ...checkReplicas(service, path),
      ...checkLimits(service, path),
      ...checkPorts(service, name, path),
      ...checkVariables(spec, service, name, path),
    ];
  });

function checkReplicas({ replicas, scale }: Service, path: SpecPath): readonly SpecProblem[] {
  const problems: SpecProblem[] = [];
  if (replicas !== undefined && scale)
    problems.push(
      conflict([...path, "replicas"], '"replicas" and "scale" both say how many pods there are', "keep one of the two"),
    );
  if (!scale) return problems;
  if (scale.min > scale.max)
    problems.push({
      code: "out-of-range",
      path: [...path, "scale", "min"],
      message: `the fewest pods are ${scale.min}, more than the most, ${scale.max}`,
      help: `write at most ${scale.max}`,
    });
  if (scale.cpu === undefined && scale.memory === undefined)
    problems.push({
      code: "missing-key",
      path: [...path, "scale", "cpu"],
      message: '"scale" has neither "cpu" nor "memory", so that nothing would ever scale',
      help: 'add one, for example "cpu: 70"',
    });
  return problems;
}

function checkPorts(service: Service, name: string, path: SpecPath): readonly SpecProblem[] {
  if (service.port !== undefined || isJob(service)) return [];
  const needing: readonly SpecPath[] = [
    ...Object.entries(service.probes)
      .filter(([, probe]) => probe?.port === 0)
      .map(([kind]) => ["probes", kind]),
    ...(service.metrics?.port === 0 ? [["metrics"]] : []),
  ];
  return needing.map((part) => ({
    code: "missing-key",
    path: [...path, ...part, "port"],
    message: `"port" is missing in "${part.join(".")}", and the service "${name}" has no port of its own`,
    help: `add "port" to the service, or to "${part.join(".")}"`,
  }));
}

/** A variable has one source: `env`, `secrets`, or a thing that the service uses. */
function checkVariables(spec: ResolvedSpec, service: Service, name: string, path: SpecPath): readonly SpecProblem[] {
  const sources: readonly (readonly [variable: string, at: SpecPath])[] = [
    ...Object.keys(service.uses).flatMap((target) => {
      const variables = usableNamed(spec, target)?.variables(spec, target) ?? [];
      return variables.map((variable) => [variable, ["uses", target]] as const);
    }),
    ...Object.keys(service.secrets).map((variable) => [variable, ["secrets", variable]] as const),
    ...Object.keys(service.env).map((variable) => [variable, ["env", variable]] as const),
  ];
  return sources.flatMap(([variable, at], index) => {
    const earlier = sources.slice(0, index).find(([other]) => other === variable);
    if (!earlier) return [];
    return [
      conflict(
        [...path, ...at],
        `the variable "${variable}" of "${name}" comes from "${earlier[1].join(".")}" and from "${at.join(".")}"`,
        'keep one of the two, or give a store another "variable"',
      ),
    ];
  });
}
