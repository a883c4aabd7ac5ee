import { compareText, type SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";

/** The system's own image repositories, by repository name. */
export interface Registry {
  readonly repositories: Readonly<Record<string, TerraformNode<"aws_ecr_repository">>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/** One ECR repository for each repository name that services run images from. The first service's settings count. */
export function registry({ model }: Context): Registry {
  const repositories: Record<string, TerraformNode<"aws_ecr_repository">> = {};
  const lifecycles: AnyTerraformNode[] = [];
  const services = Object.entries(model.spec.services).sort(([left], [right]) => compareText(left, right));
  for (const { image, origin } of services.flatMap(([name, service]) => imagesOf(service, ["services", name]))) {
    if (!image.repository || repositories[image.repository]) continue;
    const repository = imageRepository(image.repository, image, origin);
    repositories[image.repository] = repository;
    lifecycles.push(keepLast(image.keep, repository, origin));
  }
  return { repositories, nodes: [...Object.values(repositories), ...lifecycles] };
}

/** The images of a service and of the containers beside its own, and where the spec says them. */
function imagesOf(
  { image, init, sidecars }: Service,
  path: SpecPath,
): readonly { readonly image: Service["image"]; readonly origin: SpecPath }[] {
  return [
    { image, origin: [...path, "image"] },
    ...Object.entries(init).map(([key, helper]) => ({ image: helper.image, origin: [...path, "init", key, "image"] })),
    ...Object.entries(sidecars).map(([key, helper]) => ({
      image: helper.image,
      origin: [...path, "sidecars", key, "image"],
    })),
  ];
}

function imageRepository(name: string, image: Service["image"], origin: SpecPath): TerraformNode<"aws_ecr_repository"> {
  return terraform("aws_ecr_repository", {
    stack: "registry",
    name,
    origin,
    config: {
      name,
      imageTagMutability: image.immutable ? "IMMUTABLE" : "MUTABLE",
      imageScanningConfiguration: { scanOnPush: image.scan },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
    },
  });
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function keepLast(count: number, repository: TerraformNode<"aws_ecr_repository">, origin: SpecPath): AnyTerraformNode {
  const rule = {
    rulePriority: 1,
    description: `Keep the last ${count} images`,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count },
    action: { type: "expire" },
  };
  return terraform("aws_ecr_lifecycle_policy", {
    stack: "registry",
    name: repository.name,
    origin,
    config: { repository: ref(repository, "name"), policy: JSON.stringify({ rules: [rule] }) },
  });
}
