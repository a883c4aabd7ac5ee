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
export type SecretVariable = DeliveredSecret | HeldSecret;

/** One that only the cluster knows: a Kubernetes secret holds it, and nobody outside ever did. */
export interface HeldSecret {
  readonly variable: string;
  /** The Kubernetes secret of the same namespace, and its key. */
  readonly held: { readonly name: string; readonly key: string };
}

/** One that External Secrets delivers from Secrets Manager. */
export interface DeliveredSecret {
  readonly variable: string;
  readonly source: SecretSource;
  /** The key inside the secret's JSON; the whole text when absent. */
  readonly property?: string;
}

/** Those of some secrets that External Secrets delivers. */
export function deliveredSecrets(secrets: readonly SecretVariable[]): DeliveredSecret[] {
  return secrets.filter((secret) => "source" in secret);
}
