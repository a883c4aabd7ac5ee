import { expect, test } from "vitest";
import { imageReference } from "../../../policies/facts/image-reference.ts";
import { compileCase } from "../check-case.ts";

const { graph } = compileCase({});
const digest = `sha256:${"ab".repeat(32)}`;

test.each([
  ["redis", { repository: "redis" }],
  ["redis:7.4", { repository: "redis", tag: "7.4" }],
  ["registry.example.com:5000/team/app", { repository: "registry.example.com:5000/team/app" }],
  ["registry.example.com:5000/team/app:1.4.2", { repository: "registry.example.com:5000/team/app", tag: "1.4.2" }],
  [`redis@${digest}`, { repository: "redis", digest }],
  [`localhost:5000/redis:7.4@${digest}`, { repository: "localhost:5000/redis", tag: "7.4", digest }],
  [`redis@sha512:${"ab".repeat(64)}`, { repository: "redis", digest: `sha512:${"ab".repeat(64)}` }],
  ["redis@latest", { repository: "redis", brokenDigest: "latest" }],
  ["redis:7.4@sha256:abc", { repository: "redis", tag: "7.4", brokenDigest: "sha256:abc" }],
  [`redis@${digest.toUpperCase()}`, { repository: "redis", brokenDigest: digest.toUpperCase() }],
  [`redis@${digest}@${digest}`, { repository: "redis", brokenDigest: `${digest}@${digest}` }],
  ["redis@", { repository: "redis", brokenDigest: "" }],
])("%s is read as its parts", (image, parts) => {
  expect(imageReference(graph, image)).toEqual({ text: image, ...parts });
});

test("a repository that is made here goes by its own name", () => {
  const image = { $template: [{ $ref: "registry/aws_ecr_repository.api", attribute: "repository_url" }, ":1.4.2"] };
  expect(imageReference(graph, image)).toEqual({ text: "api:1.4.2", repository: "api", tag: "1.4.2" });
});

test("an image that is known only at apply has no parts", () => {
  expect(
    imageReference(graph, { $ref: "registry/aws_ecr_repository.api", attribute: "repository_url" }),
  ).toBeUndefined();
});
