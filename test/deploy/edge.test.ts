import { edge } from "../compiler/edge.ts";
import { deploySystem } from "./deploy-system.ts";

const hosts = "hosts:\n      docs.example.com: { paths: { /: web } }";

// The zone is somebody else's, and the controller in the cluster makes the load balancer.
await deploySystem({
  name: "a zone",
  text: edge.replace(/certificate: .*/, "zone: example.com").replace("hosts:", hosts),
  stacks: ["certificate", "dns"],
  prepare: async (made) => {
    await made.zone("example.com");
    await made.loadBalancer("factory-public");
  },
  outputs: {
    certificate: ["DocsExampleComCertificateArn", "FactoryExampleComCertificateArn"],
    dns: ["LoadBalancerDnsName"],
  },
});
