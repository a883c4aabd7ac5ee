import { actionTable } from "./action-patterns.ts";

/**
 * Actions by which a role gives itself, or somebody else, rights or credentials that it was not given, whatever they
 * are on. What each is good for:
 * https://github.com/salesforce/cloudsplaining/blob/master/cloudsplaining/shared/constants.py, on which Checkov's
 * CKV_AWS_286 rests; https://bishopfox.com/blog/privilege-escalation-in-aws; https://pathfinding.cloud/paths
 */
export const escalatingActions = actionTable([
  "eks:AssociateAccessPolicy",
  "eks:CreateAccessEntry",
  "eks:UpdateAccessEntry",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:CreateServiceSpecificCredential",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutGroupPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:ResetServiceSpecificCredential",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
]);

/**
 * Actions that let others in, whatever they are on: they write what a resource itself says of who may use it.
 * https://cloudsplaining.readthedocs.io/en/latest/glossary/resource-exposure/, on which Checkov's CKV_AWS_289 rests
 */
export const sharingActions = actionTable([
  "ec2:ModifyImageAttribute",
  "ec2:ModifySnapshotAttribute",
  "ecr:SetRepositoryPolicy",
  "kms:PutKeyPolicy",
  "lambda:AddPermission",
  "ram:CreateResourceShare",
  "rds:ModifyDBSnapshotAttribute",
  "s3:PutAccountPublicAccessBlock",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutObjectAcl",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sqs:AddPermission",
  "ssm:ModifyDocumentPermission",
]);

/** Lends a role to something else. */
export const passingActions = actionTable(["iam:PassRole"]);

/**
 * Actions that start something with a role of the caller's choice: with `iam:PassRole` on any role, any role's rights.
 * https://github.com/nccgroup/PMapper/tree/master/principalmapper/graphing has a file for each service.
 */
export const launchingActions = actionTable([
  "apprunner:CreateService",
  "autoscaling:CreateAutoScalingGroup",
  "autoscaling:CreateLaunchConfiguration",
  "bedrock-agentcore:CreateCodeInterpreter",
  "cloudformation:CreateStack",
  "cloudformation:CreateStackSet",
  "cloudformation:UpdateStackSet",
  "codebuild:CreateProject",
  "codebuild:UpdateProject",
  "datapipeline:CreatePipeline",
  "ec2:AssociateIamInstanceProfile",
  "ec2:RequestSpotInstances",
  "ec2:RunInstances",
  "ecs:CreateService",
  "ecs:RegisterTaskDefinition",
  "ecs:RunTask",
  "ecs:StartTask",
  "eks:CreatePodIdentityAssociation",
  "glue:CreateDevEndpoint",
  "glue:CreateJob",
  "glue:UpdateJob",
  "lambda:CreateFunction",
  "sagemaker:CreateNotebookInstance",
  "sagemaker:CreateProcessingJob",
  "sagemaker:CreateTrainingJob",
]);

/** Actions that hand out what somebody keeps in AWS, or the way in to it. */
export const readingActions = actionTable([
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ec2:GetPasswordData",
  "kms:Decrypt",
  "rds-db:connect",
  "redshift:GetClusterCredentials",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
]);
