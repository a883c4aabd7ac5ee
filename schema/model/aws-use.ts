import type { ResolvedSpec } from "./model.ts";

/**
 * Whether what a service uses is called through the AWS API, with an AWS identity: queues and buckets are.
 * Databases are reached over the network, with a login.
 */
export function isCalledThroughAws({ queues, stores }: ResolvedSpec, target: string): boolean {
  return Object.hasOwn(queues, target) || stores[target]?.kind === "bucket";
}
