import { edge } from "../compiler/edge.ts";
import { deploySystem } from "./deploy-system.ts";

const hosts = "hosts:\n      docs.example.com: { paths: { /: web } }";

await deploySystem({
  name: "a zone",
  text: edge.replace(/certificate: .*/, "zone: example.com").replace("hosts:", hosts),
  stacks: ["certificate", "dns"],
  outputs: {
    certificate: ["DocsExampleComCertificateArn", "FactoryExampleComCertificateArn"],
    dns: ["LoadBalancerDnsName"],
  },
});
