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
    "Use a `repository` of the system, or an image of an approved registry. A policy pack approves others by the parameter `registries`.",
  anchors: [cisEks("5.1.4"), tool("Trivy", "KSV-0125"), tool("Kyverno", "restrict-image-registries")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {
    registries: ["docker.io", "gcr.io", "ghcr.io", "mcr.microsoft.com", "public.ecr.aws", "quay.io", "registry.k8s.io"],
  },
  check({ graph, facts, parameters }) {
    return judgeContainers(facts.pods, ({ spec }) => {
      const own = referencesIn(spec.image).some((reference) => graph.follow(reference, "aws_ecr_repository"));
      const seen = setTo("image", spec.image);
      if (own) return { proof: seen };
      const image = imageReference(graph, spec.image);
      if (!image) return { unknown: "its image is known only at apply" };
      const registry = registryOf(image.repository);
      if (parameters.registries.includes(registry) || isEcr(registry))
        return { proof: `${seen} → registry ${registry}` };
      return [
        {
          setting: ["image", "external"],
          key: registry,
          message: `runs an image of "${registry}"`,
          expected: "an approved registry",
          actual: registry,
          seen: `${seen} → registry ${registry}`,
        },
      ];
    });
  },
});

/** `nginx` and `library/nginx` are Docker Hub's; a registry has a dot or a port. https://github.com/distribution/reference */
function registryOf(repository: string): string {
  const [first = ""] = repository.split("/");
  return repository.includes("/") && /[.:]|^localhost$/.test(first) ? first : "docker.io";
}

function isEcr(registry: string): boolean {
  return /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(registry);
}
