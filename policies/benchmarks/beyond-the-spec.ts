/** Why no policy checks some controls of a benchmark. */
export interface UncheckedControls {
  /** As anchors write them, e.g. `FSBP SNS.1`. */
  readonly controls: readonly string[];
  readonly reason: string;
}

/** Controls of what no spec can say, so that no policy can judge it. */
export const inexpressible: readonly UncheckedControls[] = [
  { controls: ["CIS-AWS 6.6"], reason: "No key peers VPCs." },
  {
    controls: ["FSBP APIGateway.4", "FSBP APIGateway.8", "FSBP APIGateway.9"],
    reason: "No key makes an API of API Gateway.",
  },
  {
    controls: ["FSBP CloudFront.6", "FSBP CloudFront.13", "FSBP CloudFront.15"],
    reason: "No key makes a distribution of CloudFront.",
  },
  { controls: ["FSBP ACM.1"], reason: "When a certificate was last renewed is known to ACM alone." },
  { controls: ["FSBP Cognito.2"], reason: "No key makes an identity pool." },
  { controls: ["FSBP Cognito.4"], reason: "No key makes a way to sign in of one's own (custom authentication)." },
  {
    controls: ["FSBP ECS.1", "FSBP ECS.2", "FSBP ECS.10", "FSBP ECS.12"],
    reason: "Services run on EKS; no key makes a task or a service of ECS.",
  },
  { controls: ["FSBP EFS.1"], reason: "No store is a file system of EFS." },
  {
    controls: ["FSBP RDS.12", "FSBP RDS.15", "FSBP RDS.24", "FSBP RDS.27", "FSBP RDS.35", "FSBP RDS.37"],
    reason: "They are about clusters of Aurora; a store is an instance.",
  },
  { controls: ["FSBP Route53.2"], reason: "Zones are looked up, and are the matter of whoever made them." },
  { controls: ["FSBP SNS.1", "FSBP SNS.4"], reason: "No key makes a topic." },
  { controls: ["FSBP WAF.10", "FSBP WAF.12"], reason: "No key makes a web ACL." },
];

/** Controls that a spec or the compiler does speak of, and that no policy checks all the same. */
export const unchecked: readonly UncheckedControls[] = [
  { controls: ["FSBP S3.9"], reason: "Buckets write no access logs: nothing here reads them." },
  { controls: ["CIS-EKS 4.4.1"], reason: "Services are given secrets as variables, which is what most of them read." },
];
