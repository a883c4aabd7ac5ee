import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { UserPool } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";

/** A user pool and its clients. */
export interface CompiledUserPool {
  readonly pool: TerraformNode<"aws_cognito_user_pool">;
  readonly clients: Readonly<Record<string, TerraformNode<"aws_cognito_user_pool_client">>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/** A directory of users who sign in with their e-mail address, with its clients and its sign-in pages. */
export function userPool(context: Context, name: string, spec: UserPool): CompiledUserPool {
  const origin: SpecPath = ["userPools", name];
  const node = { stack: "data", name, origin };
  const pool = terraform("aws_cognito_user_pool", { ...node, config: poolConfig(`${context.name}-${name}`, spec) });
  const clients = Object.fromEntries(
    Object.entries(spec.clients).map(([key, client]) => [
      key,
      terraform("aws_cognito_user_pool_client", {
        stack: "data",
        name: `${name}__${key}`,
        origin: [...origin, "clients", key],
        config: { name: key, userPoolId: ref(pool, "id"), ...clientConfig(client) },
      }),
    ]),
  );
  const domain =
    spec.domain === undefined
      ? []
      : [spec.domain].map((prefix) =>
          terraform("aws_cognito_user_pool_domain", {
            ...node,
            config: { domain: prefix, userPoolId: ref(pool, "id") },
          }),
        );
  return { pool, clients, nodes: [pool, ...domain, ...Object.values(clients)] };
}

const mfaConfiguration = { off: "OFF", optional: "OPTIONAL", required: "ON" } as const;

/**
 * Threat protection is part of the plan Plus only.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
 */
function poolConfig(poolName: string, spec: UserPool): TerraformNode<"aws_cognito_user_pool">["config"] {
  const guarded = spec.threatProtection !== "off";
  return {
    name: poolName,
    deletionProtection: spec.deletionProtection ? "ACTIVE" : "INACTIVE",
    userPoolTier: guarded ? "PLUS" : "ESSENTIALS",
    ...(guarded && { userPoolAddOns: { advancedSecurityMode: spec.threatProtection.toUpperCase() } }),
    usernameAttributes: ["email"],
    usernameConfiguration: { caseSensitive: false },
    autoVerifiedAttributes: ["email"],
    // An address counts only once its owner has shown that it is theirs.
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
    accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: !spec.signUp },
    mfaConfiguration: mfaConfiguration[spec.mfa],
    ...(spec.mfa !== "off" && { softwareTokenMfaConfiguration: { enabled: true } }),
    passwordPolicy: {
      minimumLength: spec.passwordPolicy.minLength,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      requireUppercase: true,
      temporaryPasswordValidityDays: 3,
    },
  };
}

/**
 * A public client: passwords never leave the browser (SRP), and tokens can be revoked.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
function clientConfig({ callbackUrls, logoutUrls, accessToken, refreshToken }: UserPool["clients"][string]) {
  const access = parseDuration(accessToken);
  return {
    generateSecret: false,
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
    accessTokenValidity: access,
    idTokenValidity: access,
    refreshTokenValidity: parseDuration(refreshToken),
    tokenValidityUnits: [{ accessToken: "seconds", idToken: "seconds", refreshToken: "seconds" }],
    ...(callbackUrls.length > 0 && {
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["email", "openid", "profile"],
      supportedIdentityProviders: ["COGNITO"],
      callbackUrls,
      ...(logoutUrls.length > 0 && { logoutUrls }),
    }),
  };
}
