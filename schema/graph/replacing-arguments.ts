import type { AttributeChange } from "./diff-graphs.ts";
import type { TerraformType } from "./terraform-types.ts";

/**
 * The arguments that Terraform can change only by making the resource anew, by type, in the spelling of the bindings
 * and without list positions. For AWS they are what the plans of provider 5.100.0 give as `replace_paths`: a test of
 * the deployment changes every argument of each type at once. For Helm and Kubernetes they are what the documentation
 * says forces a new resource. What is not here is changed in place: the identifier and the subnet group of a database,
 * the subnets of a cluster.
 */
const always: Readonly<Partial<Record<TerraformType, readonly string[]>>> = {
  aws_acm_certificate: ["domainName", "subjectAlternativeNames", "validationMethod"],
  aws_cloudwatch_log_group: ["name"],
  aws_cognito_user_pool: ["aliasAttributes", "name", "usernameAttributes", "usernameConfiguration.caseSensitive"],
  aws_cognito_user_pool_client: ["generateSecret", "userPoolId"],
  aws_cognito_user_pool_domain: ["domain", "userPoolId"],
  aws_db_instance: [
    ...["availabilityZone", "characterSetName", "dbName", "engine", "kmsKeyId", "ncharCharacterSetName"],
    ...["snapshotIdentifier", "storageEncrypted", "timezone", "username"],
  ],
  aws_db_parameter_group: ["description", "family", "name", "namePrefix"],
  aws_db_subnet_group: ["name"],
  aws_ecr_lifecycle_policy: ["policy", "repository"],
  aws_ecr_repository: ["encryptionConfiguration", "name"],
  aws_eip: ["domain", "publicIpv4Pool"],
  aws_eks_access_entry: ["clusterName", "principalArn", "type"],
  aws_eks_access_policy_association: ["accessScope", "clusterName", "policyArn", "principalArn"],
  aws_eks_addon: ["addonName", "clusterName"],
  aws_eks_cluster: [
    "accessConfig.bootstrapClusterCreatorAdminPermissions",
    "bootstrapSelfManagedAddons",
    "kubernetesNetworkConfig.ipFamily",
    "kubernetesNetworkConfig.serviceIpv4Cidr",
    "name",
    "roleArn",
  ],
  aws_eks_node_group: [
    ...["amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "launchTemplate.id"],
    ...["nodeGroupName", "nodeGroupNamePrefix", "nodeRoleArn", "subnetIds"],
  ],
  aws_eks_pod_identity_association: ["clusterName", "namespace", "serviceAccount"],
  aws_elasticache_parameter_group: ["description", "family", "name"],
  aws_elasticache_replication_group: [
    ...["atRestEncryptionEnabled", "dataTieringEnabled", "kmsKeyId", "networkType", "port"],
    ...["replicationGroupId", "subnetGroupName"],
  ],
  aws_elasticache_subnet_group: ["name"],
  aws_elasticache_user: ["userId", "userName"],
  aws_elasticache_user_group: ["userGroupId"],
  aws_flow_log: ["iamRoleArn", "logDestination", "maxAggregationInterval", "trafficType", "vpcId"],
  aws_iam_openid_connect_provider: ["url"],
  aws_iam_role: ["name", "namePrefix", "path"],
  aws_iam_role_policy: ["name", "namePrefix", "role"],
  aws_iam_role_policy_attachment: ["policyArn", "role"],
  aws_kms_alias: ["name"],
  aws_kms_key: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  aws_launch_template: ["name", "namePrefix"],
  aws_nat_gateway: ["allocationId", "connectivityType", "privateIp", "subnetId"],
  aws_route: ["destinationCidrBlock", "routeTableId"],
  aws_route53_record: ["name", "zoneId"],
  aws_route_table: ["vpcId"],
  aws_route_table_association: ["subnetId"],
  aws_s3_bucket: ["bucket", "bucketPrefix", "objectLockEnabled"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_secretsmanager_secret: ["name", "namePrefix"],
  aws_security_group: ["description", "name", "namePrefix", "vpcId"],
  aws_sqs_queue: ["fifoQueue", "name", "namePrefix"],
  aws_subnet: ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6Native", "outpostArn", "vpcId"],
  aws_vpc: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId"],
  aws_vpc_endpoint: ["serviceName", "vpcEndpointType", "vpcId"],
  aws_vpc_security_group_egress_rule: ["securityGroupId"],
  aws_vpc_security_group_ingress_rule: ["securityGroupId"],
  helm_release: ["name", "namespace"],
  kubernetes_namespace_v1: ["metadata.name"],
  kubernetes_priority_class_v1: ["metadata.name", "value"],
  kubernetes_storage_class_v1: [
    "metadata.name",
    "parameters",
    "reclaimPolicy",
    "storageProvisioner",
    "volumeBindingMode",
  ],
};

/** The same for arguments where it depends on the values. */
const sometimes: Readonly<Partial<Record<TerraformType, Readonly<Record<string, Condition>>>>> = {
  aws_eks_cluster: { encryptionConfig: (_, after) => after === undefined },
  aws_elasticache_replication_group: {
    // Redis OSS becomes Valkey in place, and nothing else becomes another engine.
    engine: (_, after) => after !== "valkey",
    engineVersion: (before, after) => isOlder(String(after), String(before)),
  },
};

type Condition = (before: unknown, after: unknown) => boolean;

/** Whether Terraform makes a resource of a type anew because of one change. */
export function forcesReplacement(type: string, { path, before, after }: Omit<AttributeChange, "ignored">): boolean {
  const plain = path.replaceAll(/\[\d+\]/g, "");
  const named = type as TerraformType;
  if (argumentsOf(named).some((argument) => isWithinArgument(plain, argument))) return true;
  return sometimes[named]?.[plain]?.(before, after) ?? false;
}

/** The arguments of a type that always force it. */
export function argumentsOf(type: string): readonly string[] {
  return always[type as TerraformType] ?? [];
}

/** A block that appears or goes as a whole counts with each argument in it. */
function isWithinArgument(path: string, argument: string): boolean {
  return path === argument || path.startsWith(`${argument}.`) || argument.startsWith(`${path}.`);
}

function isOlder(version: string, than: string): boolean {
  const [parts, others] = [version, than].map((text) => text.split(".").map(Number));
  for (const [index, part] of (parts ?? []).entries()) {
    const other = others?.[index];
    if (other !== undefined && part !== other) return part < other;
  }
  return false;
}
