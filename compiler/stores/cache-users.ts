import type { TerraformNode } from "../../schema/graph/graph.ts";
import { ref } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";

/**
 * Valkey: what AWS develops further and asks less for, and whose groups of users need no user `default`, who on
 * Redis would come with a password in Terraform's state, or with none at all.
 */
export const engine = "valkey";

/** Who may log in to a cache. */
export interface CacheUsers {
  readonly user: TerraformNode<"aws_elasticache_user">;
  readonly users: TerraformNode<"aws_elasticache_user_group">;
}

/**
 * One user, whom services log in as with their roles: a user of IAM is named as its id.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export function cacheUsers(identifier: string, node: Pick<TerraformNode, "stack" | "name" | "origin">): CacheUsers {
  const user = terraform("aws_elasticache_user", {
    ...node,
    config: {
      userId: identifier,
      userName: identifier,
      engine,
      accessString: "on ~* &* +@all",
      authenticationMode: { type: "iam" },
    },
  });
  const users = terraform("aws_elasticache_user_group", {
    ...node,
    config: { userGroupId: identifier, engine, userIds: [ref(user, "user_id")] },
  });
  return { user, users };
}
