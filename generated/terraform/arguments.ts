// Printed by `npm run generate` from the provider bindings. Do not edit.

/** The arguments of every Terraform type that the compiler emits; those of a block in braces. */
export const terraformArguments: Readonly<Record<string, string>> = {
  "aws_acm_certificate":
    "certificateAuthorityArn certificateBody certificateChain domainName earlyRenewalDuration id keyAlgorithm options{certificateTransparencyLoggingPreference export} privateKey region subjectAlternativeNames tags tagsAll validationMethod validationOption{domainName validationDomain}",
  "aws_acm_certificate_validation":
    "certificateArn id region timeouts{create} validationRecordFqdns",
  "aws_cloudwatch_log_group":
    "deletionProtectionEnabled id kmsKeyId logGroupClass name namePrefix region retentionInDays skipDestroy tags tagsAll",
  "aws_cognito_user_pool":
    "accountRecoverySetting{recoveryMechanism{name priority}} adminCreateUserConfig{allowAdminCreateUserOnly inviteMessageTemplate{emailMessage emailSubject smsMessage}} aliasAttributes autoVerifiedAttributes deletionProtection deviceConfiguration{challengeRequiredOnNewDevice deviceOnlyRememberedOnUserPrompt} emailConfiguration{configurationSet emailSendingAccount fromEmailAddress replyToEmailAddress sourceArn} emailMfaConfiguration{message subject} emailVerificationMessage emailVerificationSubject id lambdaConfig{createAuthChallenge customEmailSender{lambdaArn lambdaVersion} customMessage customSmsSender{lambdaArn lambdaVersion} defineAuthChallenge kmsKeyId postAuthentication postConfirmation preAuthentication preSignUp preTokenGeneration preTokenGenerationConfig{lambdaArn lambdaVersion} userMigration verifyAuthChallengeResponse} mfaConfiguration name passwordPolicy{minimumLength passwordHistorySize requireLowercase requireNumbers requireSymbols requireUppercase temporaryPasswordValidityDays} region schema{attributeDataType developerOnlyAttribute mutable name numberAttributeConstraints{maxValue minValue} required stringAttributeConstraints{maxLength minLength}} signInPolicy{allowedFirstAuthFactors} smsAuthenticationMessage smsConfiguration{externalId snsCallerArn snsRegion} smsVerificationMessage softwareTokenMfaConfiguration{enabled} tags tagsAll userAttributeUpdateSettings{attributesRequireVerificationBeforeUpdate} userPoolAddOns{advancedSecurityAdditionalFlows{customAuthMode} advancedSecurityMode} userPoolTier usernameAttributes usernameConfiguration{caseSensitive} verificationMessageTemplate{defaultEmailOption emailMessage emailMessageByLink emailSubject emailSubjectByLink smsMessage} webAuthnConfiguration{relyingPartyId userVerification}",
  "aws_cognito_user_pool_client":
    "accessTokenValidity allowedOauthFlows allowedOauthFlowsUserPoolClient allowedOauthScopes analyticsConfiguration{applicationArn applicationId externalId roleArn userDataShared} authSessionValidity callbackUrls defaultRedirectUri enablePropagateAdditionalUserContextData enableTokenRevocation explicitAuthFlows generateSecret idTokenValidity logoutUrls name preventUserExistenceErrors readAttributes refreshTokenRotation{feature retryGracePeriodSeconds} refreshTokenValidity region supportedIdentityProviders tokenValidityUnits{accessToken idToken refreshToken} userPoolId writeAttributes",
  "aws_cognito_user_pool_domain":
    "certificateArn domain id managedLoginVersion region userPoolId",
  "aws_db_instance":
    "allocatedStorage allowMajorVersionUpgrade applyImmediately autoMinorVersionUpgrade availabilityZone backupRetentionPeriod backupTarget backupWindow blueGreenUpdate{enabled} caCertIdentifier characterSetName copyTagsToSnapshot customIamInstanceProfile customerOwnedIpEnabled databaseInsightsMode dbName dbSubnetGroupName dedicatedLogVolume deleteAutomatedBackups deletionProtection domain domainAuthSecretArn domainDnsIps domainFqdn domainIamRoleName domainOu enabledCloudwatchLogsExports engine engineLifecycleSupport engineVersion finalSnapshotIdentifier iamDatabaseAuthenticationEnabled id identifier identifierPrefix instanceClass iops kmsKeyId licenseModel maintenanceWindow manageMasterUserPassword masterUserSecretKmsKeyId maxAllocatedStorage monitoringInterval monitoringRoleArn multiAz ncharCharacterSetName networkType optionGroupName parameterGroupName password passwordWo passwordWoVersion performanceInsightsEnabled performanceInsightsKmsKeyId performanceInsightsRetentionPeriod port publiclyAccessible region replicaMode replicateSourceDb restoreToPointInTime{restoreTime sourceDbInstanceAutomatedBackupsArn sourceDbInstanceIdentifier sourceDbiResourceId useLatestRestorableTime} s3Import{bucketName bucketPrefix ingestionRole sourceEngine sourceEngineVersion} skipFinalSnapshot snapshotIdentifier storageEncrypted storageThroughput storageType tags tagsAll timeouts{create delete update} timezone upgradeStorageConfig username vpcSecurityGroupIds",
  "aws_db_parameter_group":
    "description family id name namePrefix parameter{applyMethod name value} region skipDestroy tags tagsAll",
  "aws_db_subnet_group":
    "description id name namePrefix region subnetIds tags tagsAll",
  "aws_default_security_group":
    "egress{cidrBlocks description fromPort ipv6CidrBlocks prefixListIds protocol securityGroups selfAttribute toPort} id ingress{cidrBlocks description fromPort ipv6CidrBlocks prefixListIds protocol securityGroups selfAttribute toPort} region revokeRulesOnDelete tags tagsAll vpcId",
  "aws_ecr_lifecycle_policy":
    "id policy region repository",
  "aws_ecr_repository":
    "encryptionConfiguration{encryptionType kmsKey} forceDelete id imageScanningConfiguration{scanOnPush} imageTagMutability imageTagMutabilityExclusionFilter{filter filterType} name region tags tagsAll timeouts{delete}",
  "aws_eip":
    "address associateWithPrivateIp customerOwnedIpv4Pool domain id instance ipamPoolId networkBorderGroup networkInterface publicIpv4Pool region tags tagsAll timeouts{delete read update}",
  "aws_eks_access_entry":
    "clusterName id kubernetesGroups principalArn region tags tagsAll timeouts{create delete} type userName",
  "aws_eks_access_policy_association":
    "accessScope{namespaces type} clusterName id policyArn principalArn region timeouts{create delete}",
  "aws_eks_addon":
    "addonName addonVersion clusterName configurationValues id podIdentityAssociation{roleArn serviceAccount} preserve region resolveConflictsOnCreate resolveConflictsOnUpdate serviceAccountRoleArn tags tagsAll timeouts{create delete update}",
  "aws_eks_cluster":
    "accessConfig{authenticationMode bootstrapClusterCreatorAdminPermissions} bootstrapSelfManagedAddons computeConfig{enabled nodePools nodeRoleArn} controlPlaneScalingConfig{tier} deletionProtection enabledClusterLogTypes encryptionConfig{provider{keyArn} resources} forceUpdateVersion id kubernetesNetworkConfig{elasticLoadBalancing{enabled} ipFamily serviceIpv4Cidr} name outpostConfig{controlPlaneInstanceType controlPlanePlacement{groupName} outpostArns} region remoteNetworkConfig{remoteNodeNetworks{cidrs} remotePodNetworks{cidrs}} roleArn storageConfig{blockStorage{enabled}} tags tagsAll timeouts{create delete update} upgradePolicy{supportType} version vpcConfig{endpointPrivateAccess endpointPublicAccess publicAccessCidrs securityGroupIds subnetIds} zonalShiftConfig{enabled}",
  "aws_eks_node_group":
    "amiType capacityType clusterName diskSize forceUpdateVersion id instanceTypes labels launchTemplate{id name version} nodeGroupName nodeGroupNamePrefix nodeRepairConfig{enabled maxParallelNodesRepairedCount maxParallelNodesRepairedPercentage maxUnhealthyNodeThresholdCount maxUnhealthyNodeThresholdPercentage nodeRepairConfigOverrides{minRepairWaitTimeMins nodeMonitoringCondition nodeUnhealthyReason repairAction}} nodeRoleArn region releaseVersion remoteAccess{ec2SshKey sourceSecurityGroupIds} scalingConfig{desiredSize maxSize minSize} subnetIds tags tagsAll taint{effect key value} timeouts{create delete update} updateConfig{maxUnavailable maxUnavailablePercentage} version",
  "aws_eks_pod_identity_association":
    "clusterName disableSessionTags namespace region roleArn serviceAccount tags targetRoleArn",
  "aws_elasticache_parameter_group":
    "description family id name parameter{name value} region tags tagsAll",
  "aws_elasticache_replication_group":
    "applyImmediately atRestEncryptionEnabled authToken authTokenUpdateStrategy autoMinorVersionUpgrade automaticFailoverEnabled clusterMode dataTieringEnabled description engine engineVersion finalSnapshotIdentifier globalReplicationGroupId id ipDiscovery kmsKeyId logDeliveryConfiguration{destination destinationType logFormat logType} maintenanceWindow multiAzEnabled networkType nodeGroupConfiguration{nodeGroupId primaryAvailabilityZone primaryOutpostArn replicaAvailabilityZones replicaCount replicaOutpostArns slots} nodeType notificationTopicArn numCacheClusters numNodeGroups parameterGroupName port preferredCacheClusterAzs region replicasPerNodeGroup replicationGroupId securityGroupIds securityGroupNames snapshotArns snapshotName snapshotRetentionLimit snapshotWindow subnetGroupName tags tagsAll timeouts{create delete update} transitEncryptionEnabled transitEncryptionMode userGroupIds",
  "aws_elasticache_subnet_group":
    "description id name region subnetIds tags tagsAll",
  "aws_elasticache_user":
    "accessString authenticationMode{passwords type} engine id noPasswordRequired passwords region tags tagsAll timeouts{create delete read update} userId userName",
  "aws_elasticache_user_group":
    "engine id region tags tagsAll userGroupId userIds",
  "aws_flow_log":
    "deliverCrossAccountRole destinationOptions{fileFormat hiveCompatiblePartitions perHourPartition} eniId iamRoleArn id logDestination logDestinationType logFormat maxAggregationInterval region regionalNatGatewayId subnetId tags tagsAll trafficType transitGatewayAttachmentId transitGatewayId vpcId",
  "aws_iam_openid_connect_provider":
    "clientIdList id tags tagsAll thumbprintList url",
  "aws_iam_role":
    "assumeRolePolicy description forceDetachPolicies id inlinePolicy{name policy} managedPolicyArns maxSessionDuration name namePrefix path permissionsBoundary tags tagsAll",
  "aws_iam_role_policy":
    "id name namePrefix policy role",
  "aws_iam_role_policy_attachment":
    "id policyArn role",
  "aws_internet_gateway":
    "id region tags tagsAll timeouts{create delete update} vpcId",
  "aws_kms_alias":
    "id name namePrefix region targetKeyId",
  "aws_kms_key":
    "bypassPolicyLockoutSafetyCheck customKeyStoreId customerMasterKeySpec deletionWindowInDays description enableKeyRotation id isEnabled keyUsage multiRegion policy region rotationPeriodInDays tags tagsAll timeouts{create} xksKeyId",
  "aws_launch_template":
    "blockDeviceMappings{deviceName ebs{deleteOnTermination encrypted iops kmsKeyId snapshotId throughput volumeInitializationRate volumeSize volumeType} noDevice virtualName} capacityReservationSpecification{capacityReservationPreference capacityReservationTarget{capacityReservationId capacityReservationResourceGroupArn}} cpuOptions{amdSevSnp coreCount threadsPerCore} creditSpecification{cpuCredits} defaultVersion description disableApiStop disableApiTermination ebsOptimized enclaveOptions{enabled} hibernationOptions{configured} iamInstanceProfile{arn name} id imageId instanceInitiatedShutdownBehavior instanceMarketOptions{marketType spotOptions{blockDurationMinutes instanceInterruptionBehavior maxPrice spotInstanceType validUntil}} instanceRequirements{acceleratorCount{max min} acceleratorManufacturers acceleratorNames acceleratorTotalMemoryMib{max min} acceleratorTypes allowedInstanceTypes bareMetal baselineEbsBandwidthMbps{max min} burstablePerformance cpuManufacturers excludedInstanceTypes instanceGenerations localStorage localStorageTypes maxSpotPriceAsPercentageOfOptimalOnDemandPrice memoryGibPerVcpu{max min} memoryMib{max min} networkBandwidthGbps{max min} networkInterfaceCount{max min} onDemandMaxPricePercentageOverLowestPrice requireHibernateSupport spotMaxPricePercentageOverLowestPrice totalLocalStorageGb{max min} vcpuCount{max min}} instanceType kernelId keyName licenseSpecification{licenseConfigurationArn} maintenanceOptions{autoRecovery} metadataOptions{httpEndpoint httpProtocolIpv6 httpPutResponseHopLimit httpTokens instanceMetadataTags} monitoring{enabled} name namePrefix networkInterfaces{associateCarrierIpAddress associatePublicIpAddress connectionTrackingSpecification{tcpEstablishedTimeout udpStreamTimeout udpTimeout} deleteOnTermination description deviceIndex enaSrdSpecification{enaSrdEnabled enaSrdUdpSpecification{enaSrdUdpEnabled}} interfaceType ipv4AddressCount ipv4Addresses ipv4PrefixCount ipv4Prefixes ipv6AddressCount ipv6Addresses ipv6PrefixCount ipv6Prefixes networkCardIndex networkInterfaceId primaryIpv6 privateIpAddress securityGroups subnetId} placement{affinity availabilityZone groupId groupName hostId hostResourceGroupArn partitionNumber spreadDomain tenancy} privateDnsNameOptions{enableResourceNameDnsARecord enableResourceNameDnsAaaaRecord hostnameType} ramDiskId region securityGroupNames tagSpecifications{resourceType tags} tags tagsAll updateDefaultVersion userData vpcSecurityGroupIds",
  "aws_nat_gateway":
    "allocationId availabilityMode availabilityZoneAddress{allocationIds availabilityZone availabilityZoneId} connectivityType id privateIp region secondaryAllocationIds secondaryPrivateIpAddressCount secondaryPrivateIpAddresses subnetId tags tagsAll timeouts{create delete update} vpcId",
  "aws_route":
    "carrierGatewayId coreNetworkArn destinationCidrBlock destinationIpv6CidrBlock destinationPrefixListId egressOnlyGatewayId gatewayId id localGatewayId natGatewayId networkInterfaceId region routeTableId timeouts{create delete update} transitGatewayId vpcEndpointId vpcPeeringConnectionId",
  "aws_route53_record":
    "alias{evaluateTargetHealth name zoneId} allowOverwrite cidrRoutingPolicy{collectionId locationName} failoverRoutingPolicy{type} geolocationRoutingPolicy{continent country subdivision} geoproximityRoutingPolicy{awsRegion bias coordinates{latitude longitude} localZoneGroup} healthCheckId id latencyRoutingPolicy{region} multivalueAnswerRoutingPolicy name records setIdentifier timeouts{create delete update} ttl type weightedRoutingPolicy{weight} zoneId",
  "aws_route_table":
    "id propagatingVgws region route{carrierGatewayId cidrBlock coreNetworkArn destinationPrefixListId egressOnlyGatewayId gatewayId ipv6CidrBlock localGatewayId natGatewayId networkInterfaceId transitGatewayId vpcEndpointId vpcPeeringConnectionId} tags tagsAll timeouts{create delete update} vpcId",
  "aws_route_table_association":
    "gatewayId id region routeTableId subnetId timeouts{create delete update}",
  "aws_s3_bucket":
    "accelerationStatus acl bucket bucketPrefix corsRule{allowedHeaders allowedMethods allowedOrigins exposeHeaders maxAgeSeconds} forceDestroy grant{id permissions type uri} id lifecycleRule{abortIncompleteMultipartUploadDays enabled expiration{date days expiredObjectDeleteMarker} id noncurrentVersionExpiration{days} noncurrentVersionTransition{days storageClass} prefix tags transition{date days storageClass}} logging{targetBucket targetPrefix} objectLockConfiguration{objectLockEnabled rule{defaultRetention{days mode years}}} objectLockEnabled policy region replicationConfiguration{role rules{deleteMarkerReplicationStatus destination{accessControlTranslation{owner} accountId bucket metrics{minutes status} replicaKmsKeyId replicationTime{minutes status} storageClass} filter{prefix tags} id prefix priority sourceSelectionCriteria{sseKmsEncryptedObjects{enabled}} status}} requestPayer serverSideEncryptionConfiguration{rule{applyServerSideEncryptionByDefault{kmsMasterKeyId sseAlgorithm} bucketKeyEnabled}} tags tagsAll timeouts{create delete read update} versioning{enabled mfaDelete} website{errorDocument indexDocument redirectAllRequestsTo routingRules}",
  "aws_s3_bucket_lifecycle_configuration":
    "bucket expectedBucketOwner region rule{abortIncompleteMultipartUpload{daysAfterInitiation} expiration{date days expiredObjectDeleteMarker} filter{and{objectSizeGreaterThan objectSizeLessThan prefix tags} objectSizeGreaterThan objectSizeLessThan prefix tag{key value}} id noncurrentVersionExpiration{newerNoncurrentVersions noncurrentDays} noncurrentVersionTransition{newerNoncurrentVersions noncurrentDays storageClass} prefix status transition{date days storageClass}} timeouts{create update} transitionDefaultMinimumObjectSize",
  "aws_s3_bucket_ownership_controls":
    "bucket id region rule{objectOwnership}",
  "aws_s3_bucket_policy":
    "bucket id policy region",
  "aws_s3_bucket_public_access_block":
    "blockPublicAcls blockPublicPolicy bucket id ignorePublicAcls region restrictPublicBuckets skipDestroy",
  "aws_s3_bucket_server_side_encryption_configuration":
    "bucket expectedBucketOwner id region rule{applyServerSideEncryptionByDefault{kmsMasterKeyId sseAlgorithm} blockedEncryptionTypes bucketKeyEnabled}",
  "aws_s3_bucket_versioning":
    "bucket expectedBucketOwner id mfa region versioningConfiguration{mfaDelete status}",
  "aws_secretsmanager_secret":
    "description forceOverwriteReplicaSecret id kmsKeyId name namePrefix policy recoveryWindowInDays region replica{kmsKeyId region} tags tagsAll",
  "aws_security_group":
    "description egress{cidrBlocks description fromPort ipv6CidrBlocks prefixListIds protocol securityGroups selfAttribute toPort} id ingress{cidrBlocks description fromPort ipv6CidrBlocks prefixListIds protocol securityGroups selfAttribute toPort} name namePrefix region revokeRulesOnDelete tags tagsAll timeouts{create delete} vpcId",
  "aws_sqs_queue":
    "contentBasedDeduplication deduplicationScope delaySeconds fifoQueue fifoThroughputLimit id kmsDataKeyReusePeriodSeconds kmsMasterKeyId maxMessageSize messageRetentionSeconds name namePrefix policy receiveWaitTimeSeconds redriveAllowPolicy redrivePolicy region sqsManagedSseEnabled tags tagsAll timeouts{create delete update} visibilityTimeoutSeconds",
  "aws_subnet":
    "assignIpv6AddressOnCreation availabilityZone availabilityZoneId cidrBlock customerOwnedIpv4Pool enableDns64 enableLniAtDeviceIndex enableResourceNameDnsARecordOnLaunch enableResourceNameDnsAaaaRecordOnLaunch id ipv6CidrBlock ipv6Native mapCustomerOwnedIpOnLaunch mapPublicIpOnLaunch outpostArn privateDnsHostnameTypeOnLaunch region tags tagsAll timeouts{create delete} vpcId",
  "aws_vpc":
    "assignGeneratedIpv6CidrBlock cidrBlock enableDnsHostnames enableDnsSupport enableNetworkAddressUsageMetrics id instanceTenancy ipv4IpamPoolId ipv4NetmaskLength ipv6CidrBlock ipv6CidrBlockNetworkBorderGroup ipv6IpamPoolId ipv6NetmaskLength region tags tagsAll",
  "aws_vpc_endpoint":
    "autoAccept dnsOptions{dnsRecordIpType privateDnsOnlyForInboundResolverEndpoint} id ipAddressType policy privateDnsEnabled region resourceConfigurationArn routeTableIds securityGroupIds serviceName serviceNetworkArn serviceRegion subnetConfiguration{ipv4 ipv6 subnetId} subnetIds tags tagsAll timeouts{create delete update} vpcEndpointType vpcId",
  "aws_vpc_security_group_egress_rule":
    "cidrIpv4 cidrIpv6 description fromPort ipProtocol prefixListId referencedSecurityGroupId region securityGroupId tags toPort",
  "aws_vpc_security_group_ingress_rule":
    "cidrIpv4 cidrIpv6 description fromPort ipProtocol prefixListId referencedSecurityGroupId region securityGroupId tags toPort",
  "data.aws_caller_identity":
    "id",
  "data.aws_iam_policy_document":
    "id overrideJson overridePolicyDocuments policyId sourceJson sourcePolicyDocuments statement{actions condition{test values variable} effect notActions notPrincipals{identifiers type} notResources principals{identifiers type} resources sid} version",
  "data.aws_lb":
    "arn id name region tags timeouts{read}",
  "data.aws_partition":
    "id",
  "data.aws_route53_zone":
    "enableAcceleratedRecovery id name privateZone tags vpcId zoneId",
  "helm_release":
    "atomic chart cleanupOnFail createNamespace dependencyUpdate description devel disableCrdHooks disableOpenapiValidation disableWebhooks forceUpdate keyring lint maxHistory name namespace passCredentials postrender{args binaryPath} recreatePods renderSubchartNotes replace repository repositoryCaFile repositoryCertFile repositoryKeyFile repositoryPassword repositoryUsername resetValues reuseValues set{name type value} setList{name value} setSensitive{name type value} setWo{name type value} setWoRevision skipCrds takeOwnership timeout timeouts{create delete read update} upgradeInstall values verify version wait waitForJobs",
  "kubernetes_labels":
    "apiVersion fieldManager force id kind labels metadata{name namespace}",
  "kubernetes_namespace_v1":
    "id metadata{annotations generateName labels name} timeouts{delete} waitForDefaultServiceAccount",
  "kubernetes_priority_class_v1":
    "description globalDefault id metadata{annotations generateName labels name} preemptionPolicy value",
  "kubernetes_storage_class_v1":
    "allowVolumeExpansion allowedTopologies{matchLabelExpressions{key values}} id metadata{annotations generateName labels name} mountOptions parameters reclaimPolicy storageProvisioner volumeBindingMode",
};
