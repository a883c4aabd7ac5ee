/**
 * Every Terraform type that the compiler emits, with the provider's own config interface: the one line
 * that adding a type takes. A data source has the prefix `data.`, as in a Terraform address.
 * The interfaces are types only; nothing of CDKTF is loaded for them.
 */
export interface TerraformConfigs {
  aws_acm_certificate: import("@cdktf/provider-aws/lib/acm-certificate/index.js").AcmCertificateConfig;
  aws_acm_certificate_validation: import("@cdktf/provider-aws/lib/acm-certificate-validation/index.js").AcmCertificateValidationConfig;
  aws_cloudwatch_log_group: import("@cdktf/provider-aws/lib/cloudwatch-log-group/index.js").CloudwatchLogGroupConfig;
  aws_cognito_user_pool: import("@cdktf/provider-aws/lib/cognito-user-pool/index.js").CognitoUserPoolConfig;
  aws_cognito_user_pool_client: import("@cdktf/provider-aws/lib/cognito-user-pool-client/index.js").CognitoUserPoolClientConfig;
  aws_cognito_user_pool_domain: import("@cdktf/provider-aws/lib/cognito-user-pool-domain/index.js").CognitoUserPoolDomainConfig;
  aws_db_instance: import("@cdktf/provider-aws/lib/db-instance/index.js").DbInstanceConfig;
  aws_db_parameter_group: import("@cdktf/provider-aws/lib/db-parameter-group/index.js").DbParameterGroupConfig;
  aws_db_subnet_group: import("@cdktf/provider-aws/lib/db-subnet-group/index.js").DbSubnetGroupConfig;
  aws_default_security_group: import("@cdktf/provider-aws/lib/default-security-group/index.js").DefaultSecurityGroupConfig;
  aws_ecr_lifecycle_policy: import("@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js").EcrLifecyclePolicyConfig;
  aws_ecr_repository: import("@cdktf/provider-aws/lib/ecr-repository/index.js").EcrRepositoryConfig;
  aws_eip: import("@cdktf/provider-aws/lib/eip/index.js").EipConfig;
  aws_eks_access_entry: import("@cdktf/provider-aws/lib/eks-access-entry/index.js").EksAccessEntryConfig;
  aws_eks_access_policy_association: import("@cdktf/provider-aws/lib/eks-access-policy-association/index.js").EksAccessPolicyAssociationConfig;
  aws_eks_addon: import("@cdktf/provider-aws/lib/eks-addon/index.js").EksAddonConfig;
  aws_eks_cluster: import("@cdktf/provider-aws/lib/eks-cluster/index.js").EksClusterConfig;
  aws_eks_node_group: import("@cdktf/provider-aws/lib/eks-node-group/index.js").EksNodeGroupConfig;
  aws_eks_pod_identity_association: import("@cdktf/provider-aws/lib/eks-pod-identity-association/index.js").EksPodIdentityAssociationConfig;
  aws_elasticache_parameter_group: import("@cdktf/provider-aws/lib/elasticache-parameter-group/index.js").ElasticacheParameterGroupConfig;
  aws_elasticache_replication_group: import("@cdktf/provider-aws/lib/elasticache-replication-group/index.js").ElasticacheReplicationGroupConfig;
  aws_elasticache_subnet_group: import("@cdktf/provider-aws/lib/elasticache-subnet-group/index.js").ElasticacheSubnetGroupConfig;
  aws_elasticache_user: import("@cdktf/provider-aws/lib/elasticache-user/index.js").ElasticacheUserConfig;
  aws_elasticache_user_group: import("@cdktf/provider-aws/lib/elasticache-user-group/index.js").ElasticacheUserGroupConfig;
  aws_flow_log: import("@cdktf/provider-aws/lib/flow-log/index.js").FlowLogConfig;
  aws_iam_openid_connect_provider: import("@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js").IamOpenidConnectProviderConfig;
  aws_iam_role: import("@cdktf/provider-aws/lib/iam-role/index.js").IamRoleConfig;
  aws_iam_role_policy: import("@cdktf/provider-aws/lib/iam-role-policy/index.js").IamRolePolicyConfig;
  aws_iam_role_policy_attachment: import("@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js").IamRolePolicyAttachmentConfig;
  aws_internet_gateway: import("@cdktf/provider-aws/lib/internet-gateway/index.js").InternetGatewayConfig;
  aws_kms_alias: import("@cdktf/provider-aws/lib/kms-alias/index.js").KmsAliasConfig;
  aws_kms_key: import("@cdktf/provider-aws/lib/kms-key/index.js").KmsKeyConfig;
  aws_launch_template: import("@cdktf/provider-aws/lib/launch-template/index.js").LaunchTemplateConfig;
  aws_nat_gateway: import("@cdktf/provider-aws/lib/nat-gateway/index.js").NatGatewayConfig;
  aws_route: import("@cdktf/provider-aws/lib/route/index.js").RouteConfig;
  aws_route53_record: import("@cdktf/provider-aws/lib/route53-record/index.js").Route53RecordConfig;
  aws_route_table: import("@cdktf/provider-aws/lib/route-table/index.js").RouteTableConfig;
  aws_route_table_association: import("@cdktf/provider-aws/lib/route-table-association/index.js").RouteTableAssociationConfig;
  aws_s3_bucket: import("@cdktf/provider-aws/lib/s3-bucket/index.js").S3BucketConfig;
  aws_s3_bucket_lifecycle_configuration: import("@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js").S3BucketLifecycleConfigurationConfig;
  aws_s3_bucket_ownership_controls: import("@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js").S3BucketOwnershipControlsConfig;
  aws_s3_bucket_policy: import("@cdktf/provider-aws/lib/s3-bucket-policy/index.js").S3BucketPolicyConfig;
  aws_s3_bucket_public_access_block: import("@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js").S3BucketPublicAccessBlockConfig;
  aws_s3_bucket_server_side_encryption_configuration: import("@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js").S3BucketServerSideEncryptionConfigurationAConfig;
  aws_s3_bucket_versioning: import("@cdktf/provider-aws/lib/s3-bucket-versioning/index.js").S3BucketVersioningAConfig;
  aws_secretsmanager_secret: import("@cdktf/provider-aws/lib/secretsmanager-secret/index.js").SecretsmanagerSecretConfig;
  aws_security_group: import("@cdktf/provider-aws/lib/security-group/index.js").SecurityGroupConfig;
  aws_sqs_queue: import("@cdktf/provider-aws/lib/sqs-queue/index.js").SqsQueueConfig;
  aws_subnet: import("@cdktf/provider-aws/lib/subnet/index.js").SubnetConfig;
  aws_vpc: import("@cdktf/provider-aws/lib/vpc/index.js").VpcConfig;
  aws_vpc_endpoint: import("@cdktf/provider-aws/lib/vpc-endpoint/index.js").VpcEndpointConfig;
  aws_vpc_security_group_egress_rule: import("@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js").VpcSecurityGroupEgressRuleConfig;
  aws_vpc_security_group_ingress_rule: import("@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js").VpcSecurityGroupIngressRuleConfig;
  "data.aws_caller_identity": import("@cdktf/provider-aws/lib/data-aws-caller-identity/index.js").DataAwsCallerIdentityConfig;
  "data.aws_iam_policy_document": import("@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js").DataAwsIamPolicyDocumentConfig;
  "data.aws_lb": import("@cdktf/provider-aws/lib/data-aws-lb/index.js").DataAwsLbConfig;
  "data.aws_partition": import("@cdktf/provider-aws/lib/data-aws-partition/index.js").DataAwsPartitionConfig;
  "data.aws_route53_zone": import("@cdktf/provider-aws/lib/data-aws-route53-zone/index.js").DataAwsRoute53ZoneConfig;
  helm_release: import("@cdktf/provider-helm/lib/release/index.js").ReleaseConfig;
  kubernetes_labels: import("@cdktf/provider-kubernetes/lib/labels/index.js").LabelsConfig;
  kubernetes_namespace_v1: import("@cdktf/provider-kubernetes/lib/namespace-v1/index.js").NamespaceV1Config;
  kubernetes_priority_class_v1: import("@cdktf/provider-kubernetes/lib/priority-class-v1/index.js").PriorityClassV1Config;
  kubernetes_storage_class_v1: import("@cdktf/provider-kubernetes/lib/storage-class-v1/index.js").StorageClassV1Config;
}

/** The configuration of each provider, again in the provider's own terms. */
export interface ProviderConfigs {
  aws: import("@cdktf/provider-aws/lib/provider/index.js").AwsProviderConfig;
  helm: import("@cdktf/provider-helm/lib/provider/index.js").HelmProviderConfig;
  kubernetes: import("@cdktf/provider-kubernetes/lib/provider/index.js").KubernetesProviderConfig;
}

/** A Terraform type that the compiler emits. */
export type TerraformType = keyof TerraformConfigs;
/** A provider that a stack can have. */
export type ProviderName = keyof ProviderConfigs;
