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
    controls: [
      "FSBP RDS.7",
      "FSBP RDS.12",
      "FSBP RDS.14",
      "FSBP RDS.15",
      "FSBP RDS.16",
      "FSBP RDS.24",
      "FSBP RDS.27",
      "FSBP RDS.34",
      "FSBP RDS.35",
      "FSBP RDS.37",
      "FSBP RDS.44",
      "FSBP RDS.45",
    ],
    reason: "They are about clusters of Aurora; a store is an instance.",
  },
  {
    controls: ["FSBP RDS.40", "FSBP RDS.41", "FSBP RDS.42"],
    reason: "They are about SQL Server and MariaDB; a store is a PostgreSQL.",
  },
  { controls: ["FSBP Route53.2"], reason: "Zones are looked up, and are the matter of whoever made them." },
  {
    controls: ["FSBP S3.1", "FSBP RDS.19", "FSBP RDS.20", "FSBP RDS.21", "FSBP RDS.22"],
    reason: "They are about the account as a whole: its settings of S3, its subscriptions to events of RDS.",
  },
  {
    controls: ["FSBP S3.19", "FSBP S3.24", "FSBP S3.25"],
    reason: "No key makes an access point or a directory bucket.",
  },
  {
    controls: ["FSBP RDS.1", "FSBP RDS.4", "FSBP KMS.3", "FSBP SecretsManager.2", "FSBP SecretsManager.3"],
    reason: "Snapshots, deletions and the day of a last use are known to AWS alone.",
  },
  { controls: ["FSBP KMS.1"], reason: "Roles have policies of their own; no key makes a managed policy." },
  {
    controls: ["FSBP ELB.2", "FSBP ELB.3", "FSBP ELB.7", "FSBP ELB.9", "FSBP ELB.10", "FSBP ELB.14"],
    reason: "No route is a classic load balancer.",
  },
  { controls: ["FSBP SNS.1", "FSBP SNS.4"], reason: "No key makes a topic." },
  { controls: ["FSBP WAF.10", "FSBP WAF.12"], reason: "No key makes a web ACL." },
];

/** Controls that a spec or the compiler does speak of, and that no policy checks all the same. */
export const unchecked: readonly UncheckedControls[] = [
  {
    controls: ["FSBP SecretsManager.1", "FSBP SecretsManager.4"],
    reason: "What a secret holds is somebody else's password, which only a function could change; RDS changes its own.",
  },
  {
    controls: ["FSBP ELB.5", "FSBP ELB.6"],
    reason: "The controller makes load balancers and must be able to remove them; flow logs say who came.",
  },
  {
    controls: ["FSBP S3.6"],
    reason: "Policies of buckets only deny; what an override allows in one is not looked at.",
  },
  { controls: ["FSBP S3.9"], reason: "Buckets write no access logs: nothing here reads them." },
];
