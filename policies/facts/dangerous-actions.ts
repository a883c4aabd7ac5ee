/**
 * Actions by which a role gives itself, or somebody else, rights or credentials that it was not given.
 * https://bishopfox.com/blog/privilege-escalation-in-aws lists them, and what each is good for.
 */
export const escalatingActions: readonly string[] = [
  "eks:AssociateAccessPolicy",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:CreateServiceSpecificCredential",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:ResetServiceSpecificCredential",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
];

/** Actions that start something with a role of the caller's choice: with `iam:PassRole` on any role, any role's rights. */
export const launchingActions: readonly string[] = [
  "cloudformation:CreateStack",
  "codebuild:CreateProject",
  "ec2:RunInstances",
  "ecs:RegisterTaskDefinition",
  "ecs:RunTask",
  "eks:CreatePodIdentityAssociation",
  "glue:CreateJob",
  "lambda:CreateFunction",
  "sagemaker:CreateNotebookInstance",
];

/** Actions that hand out what somebody keeps in AWS. */
export const readingActions: readonly string[] = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kms:Decrypt",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];
