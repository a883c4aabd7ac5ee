import { shop } from "../../compiler/compile.ts";
import { poolsSpec } from "../../compiler/pools.ts";
import { deploySystem } from "../deploy-system.ts";

const network = `zones: [a, b, c]
  nat: custom
  natZones: { a: a, b: b, c: a }
  endpoints: { s3: {}, dynamodb: {}, ecr.api: {}, sqs: {}, sts: {} }`;

// More of what some system under spec/ has, too.
await deploySystem({
  name: "gateways by zone, and endpoints",
  text: shop.replace("zones: [a, b]", network),
  stacks: ["network"],
});
await deploySystem({ name: "node pools of every kind", text: poolsSpec, stacks: ["network", "cluster"] });
