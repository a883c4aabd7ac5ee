import type { Reference, Text } from "../../schema/graph/value.ts";

/** A secret in Secrets Manager as whoever reads it knows it. */
export interface SecretSource {
  /** What External Secrets asks for: the secret's name, or its ARN. */
  readonly remoteKey: Text;
  readonly arn: Reference;
  /** The ARN of the key that it is encrypted with. */
  readonly key: Reference;
}

/** An environment variable whose value comes from a secret. */
export interface DeliveredSecret {
  readonly variable: string;
  readonly source: SecretSource;
  /** The key inside the secret's JSON; the whole text when absent. */
  readonly property?: string;
}
