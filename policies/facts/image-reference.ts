import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { show } from "./known.ts";

/** The parts of a container image's name. */
export interface ImageReference {
  /** As people read it: a repository that is made here goes by its own name. */
  readonly text: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** What stands where a digest would and is none: no node pulls such an image. */
  readonly brokenDigest?: string;
}

/**
 * The two algorithms that are registered, as long as what they compute. Whatever else the grammar of a digest admits,
 * runtimes refuse as one that they cannot check.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms
 */
const digests = /^(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;

/**
 * Reads `registry:5000/team/app:1.4.2@sha256:…`. A colon before the last slash is a registry's port and no tag.
 * `undefined` when the whole name is known only at apply, so that nothing can be said of its tag.
 * https://github.com/distribution/reference
 */
export function imageReference(graph: ResourceGraph, image: unknown): ImageReference | undefined {
  if (image === undefined || isReference(image)) return undefined;
  const parts = isTemplate(image) ? image.$template : [image];
  const text = parts.map((part) => show(graph.follow(part, "aws_ecr_repository")?.config.name ?? part)).join("");
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  return {
    text,
    repository: hasTag ? name.slice(0, colon) : name,
    ...(hasTag && { tag: name.slice(colon + 1) }),
    ...(at >= 0 && digestOf(text.slice(at + 1))),
  };
}

function digestOf(written: string): Pick<ImageReference, "digest" | "brokenDigest"> {
  return digests.test(written) ? { digest: written } : { brokenDigest: written };
}
