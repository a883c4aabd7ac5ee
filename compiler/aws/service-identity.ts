import { compareText, type SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import type { Reference } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";
import type { Data } from "./data.ts";
import { irsaTrust } from "./irsa.ts";
import type { Statement } from "./policy-document.ts";
import { type Role, role } from "./role.ts";
import { serviceSecrets } from "./service-secrets.ts";

/** The AWS identities behind a service. */
export interface ServiceIdentity {
  /** What the service's own pods may do; absent when they need nothing of AWS. */
  readonly own?: TerraformNode<"aws_iam_role">;
  /** Reads the service's secrets for External Secrets; the pods cannot assume it. */
  readonly secrets?: TerraformNode<"aws_iam_role">;
  readonly nodes: readonly AnyTerraformNode[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
const send = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"];
const receive = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
];

/** The actions that each verb of `uses` gives on a queue. */
const queueActions: Readonly<Record<string, readonly string[]>> = {
  send,
  receive,
  "send-receive": [...new Set([...send, ...receive])].sort(),
};

/** Roles for a service: exactly what its `uses` edges and secrets imply. */
export function serviceIdentity(
  context: Context,
  name: string,
  service: Service,
  place: {
    readonly account: Account;
    readonly oidcProvider: TerraformNode<"aws_iam_openid_connect_provider">;
    readonly data: Data;
  },
): ServiceIdentity {
  const origin: SpecPath = ["services", name];
  const make = (suffix: string, description: string, statements: readonly Statement[]): Role | undefined =>
    statements.length === 0
      ? undefined
      : role({
          stack: "identity",
          account: place.account,
          name: `service_${name}${suffix.replace("-", "_")}`,
          roleName: `${context.name}-${name}${suffix}`,
          description,
          origin,
          trust: irsaTrust(place.oidcProvider, { namespace: service.namespace, serviceAccount: `${name}${suffix}` }),
          statements,
        });
  const own = make("", `The service ${name}`, queueStatements(service, place.data));
  const secrets = make(
    "-secrets",
    `Reads the secrets of the service ${name}`,
    secretStatements(context, service, place.data),
  );
  return {
    ...(own && { own: own.role }),
    ...(secrets && { secrets: secrets.role }),
    nodes: [...(own?.nodes ?? []), ...(secrets?.nodes ?? [])],
  };
}

function queueStatements(service: Service, data: Data): Statement[] {
  return Object.entries(service.uses).flatMap(([target, access]) => {
    const queue = data.queues[target];
    if (!queue) return [];
    const sid = `Queue${target.replaceAll("-", "")}`;
    return [{ sid, actions: queueActions[access] ?? [], resources: [ref(queue.main, "arn")] }];
  });
}

function secretStatements({ region }: Context, service: Service, data: Data): Statement[] {
  const sources = serviceSecrets(data, service).map(({ source }) => source);
  if (sources.length === 0) return [];
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: distinct(sources.map(({ arn }) => arn)),
    },
    {
      sid: "DecryptSecrets",
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
