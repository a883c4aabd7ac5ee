import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { referencesIn } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import type { Model } from "../../schema/model/model.ts";
import { tool } from "../anchors.ts";
import { type ImageReference, imageReference } from "../facts/image-reference.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What runs is one certain image, today and after the next restart. */
export const imagePinned = defineRule({
  id: "image-pinned",
  title: "Images are pinned",
  group: "images",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A tag like `latest` means another image tomorrow: a node that restarts at night runs code that nobody rolled out, two pods of one service differ, and there is nothing to roll back to.",
  remediation:
    "Set `image.tag` to a version or `image.digest` to a digest. In production an image from elsewhere needs its digest; a tag of the system's own repository will do while its tags are immutable.",
  anchors: [
    tool("Checkov", "CKV_K8S_14"),
    tool("Checkov", "CKV_K8S_43"),
    tool("Trivy", "KSV-0013"),
    tool("kube-linter", "latest-tag"),
    tool("kube-score", "container-image-tag"),
    tool("Polaris", "tagNotSpecified"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { movingTags: ["latest"], digestInProduction: true },
  check({ model, graph, facts, parameters }) {
    const needsDigest = parameters.digestInProduction && model.spec.profile !== "base";
    const uses = facts.pods.flatMap((pod) =>
      pod.containers.map(({ spec }): Use => ({ pod, written: spec.image, image: imageReference(graph, spec.image) })),
    );
    // One image in a deployment and in its jobs is one thing to fix.
    const byImage = groupBy(uses, ({ pod, written }) => JSON.stringify([pod.target, written]));
    const unknown = facts.pods.filter(({ isComplete }) => !isComplete).map(notEvaluated);
    const judged = [...byImage.values()].map((sameImage) => {
      const isFixedTag = () => hasImmutableTags(graph, sameImage[0]?.written);
      return judge(model, sameImage, {
        movingTags: parameters.movingTags,
        needsDigest: needsDigest && !isFixedTag(),
      });
    });
    return [...judged, ...unknown];
  },
});

interface Use {
  readonly pod: PodTemplate;
  readonly written: unknown;
  readonly image: ImageReference | undefined;
}

/** What is asked of an image. */
interface Demand {
  readonly movingTags: readonly string[];
  readonly needsDigest: boolean;
}

function judge(model: Model, uses: readonly Use[], demand: Demand): RuleResult {
  const [first] = uses;
  if (!first) throw new Error("a group without an item");
  const { target, address: resource } = first.pod;
  if (!first.image) return notEvaluated(first.pod);
  const { digest, text } = first.image;
  const evidence = uses.map(({ pod }) => `${pod.name} → image ${text}`);
  const fault = digest === undefined ? faultOf(first.image, demand) : undefined;
  if (!fault) return { verdict: "compliant", target, evidence, resource };
  return {
    verdict: "not-compliant",
    target,
    path: placeOf(model, target, first.image),
    key: text,
    message: `${target[0] === "stores" ? "store" : "service"} "${target.at(-1)}" runs "${text}", ${fault.why}`,
    expected: demand.needsDigest ? "a digest" : "a version or a digest",
    actual: fault.actual,
    evidence,
    resource,
  };
}

/** What is wrong with an image that no digest fixes. */
function faultOf(
  { tag, brokenDigest }: ImageReference,
  { movingTags, needsDigest }: Demand,
): { readonly why: string; readonly actual: string } | undefined {
  if (brokenDigest !== undefined)
    return { why: "whose digest is none, so that no node can pull it", actual: `@${brokenDigest}` };
  if (tag === undefined) return { why: "which names no version", actual: "no tag" };
  const actual = `tag ${tag}`;
  if (movingTags.includes(tag)) return { why: "which may be another image tomorrow", actual };
  return needsDigest ? { why: "which no digest fixes", actual } : undefined;
}

function notEvaluated({ target, address: resource }: PodTemplate): RuleResult {
  return { verdict: "not-evaluated", target, reason: "its image is known only at apply", resource };
}

/** A container that the spec does not speak of can only be pointed at by its service or store. */
function placeOf({ spec }: Model, target: SpecPath, { repository, tag }: ImageReference): SpecPath {
  const name = String(target[1]);
  const own = target[0] === "stores" ? imagesOfStore(spec, name) : imagesOfService(spec, name);
  const found = own.find(({ image }) => (image.repository ?? image.external) === repository && image.tag === tag);
  return found ? [...target, ...found.path, "image", ...(tag === undefined ? [] : ["tag"])] : target;
}

interface Written {
  readonly image: { readonly [Key in "repository" | "external" | "tag"]?: string | undefined };
  /** The container in the service that has it. */
  readonly path: SpecPath;
}

function imagesOfStore({ stores }: Model["spec"], name: string): readonly Written[] {
  const store = stores[name];
  return store && "image" in store ? [{ image: store.image, path: [] }] : [];
}

function imagesOfService({ services }: Model["spec"], name: string): readonly Written[] {
  const service = services[name];
  if (!service) return [];
  const beside = (["init", "sidecars"] as const).flatMap((section) =>
    Object.entries(service[section]).map(([container, { image }]) => ({ image, path: [section, container] })),
  );
  return [{ image: service.image, path: [] }, ...beside];
}

function hasImmutableTags(graph: ResourceGraph, image: unknown): boolean {
  const [repository] = referencesIn(image).map((reference) => graph.follow(reference, "aws_ecr_repository"));
  return repository?.config.imageTagMutability === "IMMUTABLE";
}
