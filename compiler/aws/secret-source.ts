import { compareText } from "../../schema/finding.ts";
import type { Reference, Text } from "../../schema/graph/value.ts";
import type { Statement } from "./policy-document.ts";

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

/**
 * Leave to read exactly these secrets, and to decrypt them through Secrets Manager only. `suffix` tells the statements
 * of a policy apart.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
 */
export function readSecrets(region: string, sources: readonly SecretSource[], suffix = ""): Statement[] {
  if (sources.length === 0) return [];
  return [
    {
      sid: `ReadSecrets${suffix}`,
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: distinct(sources.map(({ arn }) => arn)),
    },
    {
      sid: `DecryptSecrets${suffix}`,
      actions: ["kms:Decrypt"],
      resources: distinct(sources.map(({ key }) => key)),
      conditions: [
        { test: "StringEquals", variable: "kms:ViaService", values: [`secretsmanager.${region}.amazonaws.com`] },
      ],
    },
  ];
}

/** Each reference once, in the order of their addresses. */
function distinct(references: readonly Reference[]): Reference[] {
  const byName = new Map(references.map((reference) => [`${reference.$ref}.${reference.attribute}`, reference]));
  return [...byName].sort(([left], [right]) => compareText(left, right)).map(([, reference]) => reference);
}
