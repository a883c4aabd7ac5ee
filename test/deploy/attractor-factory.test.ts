import { specOf } from "../compiler/compile.ts";
import { deploySystem } from "./deploy-system.ts";

await deploySystem({
  name: "attractor-factory",
  text: specOf("attractor-factory"),
  change: { find: "size: { min: 2, desired: 2, max: 6 }", replace: "size: { min: 2, desired: 2, max: 8 }" },
  // The outputs that its document lists.
  outputs: {
    network: ["VpcId", "PublicSubnetIds", "PrivateSubnetIds"],
    registry: [
      "FactoryApiRepositoryUri",
      "FactoryWebRepositoryUri",
      "FactoryRunnerControllerRepositoryUri",
      "FactoryRunnerRepositoryUri",
    ],
    certificate: ["CertificateArn"],
    cluster: ["ClusterName", "ClusterArn", "ClusterEndpoint", "OidcIssuer", "NodeRoleArn"],
  },
});
