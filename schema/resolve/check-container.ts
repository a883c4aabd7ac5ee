import { parseBytes, parseCpu } from "../catalogue/quantity.ts";
import type { SpecPath, SpecProblem } from "../finding.ts";
import type { Service, Sidecar } from "../model/model.ts";
import { conflict } from "./draft.ts";

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
const registryHost = /^\d{12}\.dkr\.ecr\./;

/** A container's image is of one kind, and is one certain image. */
export function checkImage({ image }: Pick<Service, "image">, name: string, path: SpecPath): readonly SpecProblem[] {
  const problems: SpecProblem[] = [];
  const at = [...path, "image"];
  if (image.repository === undefined && image.external === undefined)
    problems.push(
      conflict(
        at,
        `the image of "${name}" has neither "repository" nor "external"`,
        'give it "repository" for one of your own, or "external"',
      ),
    );
  if (image.repository !== undefined && image.external !== undefined)
    problems.push(
      conflict(
        [...at, "external"],
        `the image of "${name}" has both "repository" and "external"`,
        "keep one of the two",
      ),
    );
  if (image.repository !== undefined && registryHost.test(image.repository))
    problems.push(
      conflict(
        [...at, "repository"],
        `the image of "${name}" is in a repository of this system's account, and "${image.repository}" names a registry`,
        'write the name of the repository alone, or "external" for an image of another account',
      ),
    );
  if (image.tag === undefined && image.digest === undefined)
    problems.push({
      code: "missing-key",
      path: [...at, "tag"],
      message: `"tag" is missing in "${at.join(".")}", and there is no "digest" either`,
      help: 'say which image runs, for example "tag: 1.4.2"',
    });
  return problems;
}

/** No limit of a container is below its request. */
export function checkLimits({ resources }: Pick<Sidecar, "resources">, path: SpecPath): readonly SpecProblem[] {
  const { cpu, memory, limits } = resources;
  const problems: SpecProblem[] = [];
  if (limits.cpu !== undefined && parseCpu(limits.cpu) < parseCpu(cpu))
    problems.push(belowRequest([...path, "resources", "limits", "cpu"], "CPU", limits.cpu, cpu));
  if (parseBytes(limits.memory) < parseBytes(memory))
    problems.push(belowRequest([...path, "resources", "limits", "memory"], "memory", limits.memory, memory));
  return problems;
}

function belowRequest(path: SpecPath, resource: string, limit: string, request: string): SpecProblem {
  return {
    code: "out-of-range",
    path,
    message: `the ${resource} limit "${limit}" is below the request "${request}"`,
    help: `write at least "${request}"`,
  };
}
