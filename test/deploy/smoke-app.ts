import { createGraph } from "../../schema/graph/create-graph.ts";
import { ref } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { sampleModel, sampleStack } from "../lower/sample-graph.ts";
import { writeDeployment } from "./deployment.ts";

const vpc = terraform("aws_vpc", {
  stack: "network",
  name: "main",
  origin: ["network"],
  config: { cidrBlock: "10.0.0.0/16" },
});
const group = terraform("aws_security_group", {
  stack: "data",
  name: "main",
  origin: ["services", "api"],
  config: { name: "smoke", description: "costs 5$ %{x} ${y}", vpcId: ref(vpc, "id") },
});
const outputs = { description: { description: "As written", value: "costs 5$ %{x} ${y}" } };
const graph = createGraph("smoke", [sampleStack("network"), sampleStack("data", { outputs })], [vpc, group]);

// The app that `cdktf` runs in the smoke test: two stacks, of which the second needs the first.
await writeDeployment(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", graph, sampleModel, process.env);
