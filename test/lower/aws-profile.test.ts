import { expect, it } from "vitest";
import { lowerGraph } from "../../compiler/lower/lower-graph.ts";
import { shop } from "../compiler/compile.ts";
import { compileText } from "./compile-text.ts";

const s3 = "state: { kind: s3, bucket: example-terraform-state }\n";

async function stacksOf(text: string): Promise<(stack: string) => Record<string, unknown>> {
  const { graph, model } = compileText(text);
  const files = await lowerGraph(graph, model);
  return (stack) => JSON.parse(files.get(`stacks/shop-${stack}/cdk.tf.json`) ?? "{}");
}

it("acts with the profile in providers, tokens and state", async () => {
  const stack = await stacksOf(`${shop}${s3}awsProfile: shop-prod\n`);
  expect(stack("cluster")).toMatchObject({
    provider: { aws: [{ profile: "shop-prod" }] },
    terraform: { backend: { s3: { profile: "shop-prod" } } },
    data: { terraform_remote_state: { "shop-network": { config: { profile: "shop-prod" } } } },
  });
  expect(JSON.stringify(stack("workloads"))).toContain('"--profile","shop-prod"');
});

it("names no profile where the spec has none", async () => {
  const stack = await stacksOf(`${shop}${s3}`);
  expect(JSON.stringify([stack("cluster"), stack("workloads")])).not.toContain("profile");
});
