import { referencesIn } from "../../schema/graph/value.ts";
import { cisEks, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { imageReference } from "../facts/image-reference.ts";
import { judgeContainers } from "../facts/judge-containers.ts";
import { defineRule } from "../rule.ts";

/** Images come from registries that somebody has agreed to. */
export const imageApprovedRegistry = defineRule({
  id: "image-approved-registry",
  title: "Images come from approved registries",
  group: "images",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Whoever owns the registry owns what runs. One letter off a known name, or a registry that nobody has heard of, is how foreign code gets in.",
  remediation:
    "Use a `repository` of the system, or an image of an approved registry: the spec's own `account` has one in ECR, and a policy pack approves others by the parameter `registries`.",
  anchors: [cisEks("5.1.4"), tool("Trivy", "KSV-0125"), tool("Kyverno", "restrict-image-registries")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {
    registries: ["docker.io", "gcr.io", "ghcr.io", "mcr.microsoft.com", "public.ecr.aws", "quay.io", "registry.k8s.io"],
  },
  check({ model, graph, facts, parameters }) {
    const { account } = model.spec;
    const approved = new Set(parameters.registries.map(canonical));
    return judgeContainers(facts.pods, ({ spec }) => {
      const own = referencesIn(spec.image).some((reference) => graph.follow(reference, "aws_ecr_repository"));
      const seen = setTo("image", spec.image);
      if (own) return { proof: seen };
      const image = imageReference(graph, spec.image);
      if (!image) return { unknown: "its image is known only at apply" };
      const registry = registryOf(image.repository);
      const steps = `${seen} → registry ${registry}`;
      if (approved.has(registry)) return { proof: steps };
      const owner = accountOf(registry);
      if (owner !== undefined && owner === account) return { proof: `${steps} → account ${account}` };
      return [
        {
          setting: ["image", "external"],
          key: registry,
          message: `runs an image of "${registry}"${owner === undefined ? "" : ", the registry of an account that the spec does not name"}`,
          expected: "an approved registry",
          actual: registry,
          seen: steps,
        },
      ];
    });
  },
});

/**
 * `nginx` and `library/nginx` are Docker Hub's; a registry has a dot, a port or a capital.
 * https://github.com/distribution/reference/blob/main/normalize.go
 */
function registryOf(repository: string): string {
  const [first = ""] = repository.split("/");
  return repository.includes("/") && /[.:A-Z]|^localhost$/.test(first) ? canonical(first) : "docker.io";
}

/** Docker Hub's old name means the same registry. */
function canonical(registry: string): string {
  return registry === "index.docker.io" ? "docker.io" : registry;
}

/** Whose registry of ECR it is, by either of its names. https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html */
function accountOf(registry: string): string | undefined {
  return /^(\d{12})\.(?:dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|dkr-ecr\.[a-z0-9-]+\.on\.aws)$/.exec(
    registry,
  )?.[1];
}
