import * as z from "zod";
import { integer, key, text } from "./key.ts";

/** `image` of a service: one of the system's own repositories, or an image from elsewhere. */
export const image = z.strictObject({
  repository: key(
    text(
      /^[a-z0-9]+([._/-][a-z0-9]+)*$/,
      "the name of an ECR repository",
      "lower-case letters and digits, with single . _ / or - between them, without registry and tag",
    ).optional(),
    "A repository of this system's own: it is created in ECR. Either this or `external`.",
    "fastapi-app",
  ),
  external: key(
    text(
      /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/,
      "an image with its registry",
      "registry, slash and repository, without the tag",
    ).optional(),
    "An image from elsewhere, with its registry and without its tag.",
    "public.ecr.aws/docker/library/redis",
  ),
  tag: key(
    text(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/,
      "an image tag",
      "letters, digits, dots, hyphens and underscores, at most 128 characters",
    ).optional(),
    "The tag that runs.",
    "1.4.2",
  ),
  digest: key(
    text(/^sha256:[a-f0-9]{64}$/, "an image digest", '"sha256:" and 64 hexadecimal digits').optional(),
    "The digest that runs; it wins over the tag.",
    "sha256:9b7c0fda1f4bd5d2a1b2f1dfb2f6cf5d35a7b4b0b1d5f6a0c1c9d3b1a2e4f5a6",
  ),
  platforms: key(
    z
      .array(z.enum(["linux/amd64", "linux/arm64"]))
      .min(1)
      .default(["linux/amd64"]),
    "The platforms that the image is built for. Nodes of Graviton families (`m7g`, `r6g`) are linux/arm64, others linux/amd64.",
    ["linux/amd64", "linux/arm64"],
  ),
  keep: key(integer(1, 1000).default(30), "How many images the repository keeps; older ones are deleted.", 10),
  immutable: key(z.boolean().default(true), "Whether a tag, once pushed, can never be moved to another image.", true),
  scan: key(z.boolean().default(true), "Whether images are scanned for known vulnerabilities when pushed.", true),
});
