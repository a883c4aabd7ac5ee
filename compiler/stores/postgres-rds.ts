import { parseBytes, parseDuration } from "../../schema/catalogue/quantity.ts";
import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { PostgresRds } from "../../schema/stores/postgres-rds.ts";
import { logGroup } from "../aws/log-group.ts";
import { type Role, role, serviceTrust } from "../aws/role.ts";
import type { CompiledStore, StoreCompiler, StoreInput } from "./compiled-store.ts";

type Input = StoreInput<PostgresRds>;

/** The database that is made with the instance: a name that RDS reserves for no engine. */
const databaseName = "app";

/** The logs of PostgreSQL on RDS, each a log group of a name that RDS chooses. */
const exportedLogs = ["postgresql", "upgrade"];

/**
 * An encrypted instance in the subnets without a way out. RDS makes and rotates the password in Secrets Manager: it is
 * in no spec, plan or state.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export const postgresRds: StoreCompiler<PostgresRds> = {
  compile(input) {
    const { name, store, context, place } = input;
    const subnetGroup = terraform("aws_db_subnet_group", {
      ...nodeOf(input),
      config: {
        name: identifierOf(input),
        description: `Data subnets of ${identifierOf(input)}`,
        subnetIds: place.network.subnets.data.map((subnet) => ref(subnet.node, "id")),
      },
    });
    const parameters = parameterGroup(input);
    const monitor = monitoringRole(input);
    const logs = logGroups(input);
    const database = instance(input, { subnetGroup, parameters, monitor, logs });
    const stem = variableStem(name);
    return {
      nodes: [subnetGroup, parameters, ...monitor.nodes, ...logs, database],
      environment: {
        [`${stem}_HOST`]: ref(database, "address"),
        [`${stem}_NAME`]: databaseName,
        [`${stem}_PORT`]: String(store.port),
      },
      secrets: login(input, database),
      reach: [
        {
          to: "addresses",
          cidrs: Object.values(context.model.spec.network.tiers.data?.cidrs ?? {}),
          port: store.port,
        },
      ],
      statements: () => [],
    };
  },
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateDBInstance.html */
function instance(
  input: Input,
  parts: {
    readonly subnetGroup: TerraformNode<"aws_db_subnet_group">;
    readonly parameters: TerraformNode<"aws_db_parameter_group">;
    readonly monitor: Role;
    readonly logs: readonly TerraformNode<"aws_cloudwatch_log_group">[];
  },
): TerraformNode<"aws_db_instance"> {
  const { name, store, place } = input;
  const identifier = identifierOf(input);
  const key = ref(place.key, "arn");
  const group = place.network.securityGroups.stores[name];
  return terraform("aws_db_instance", {
    ...nodeOf(input),
    config: {
      identifier,
      engine: "postgres",
      engineVersion: store.version,
      autoMinorVersionUpgrade: true,
      // A new major version is a reviewed line of the spec; without this AWS would refuse it.
      allowMajorVersionUpgrade: true,
      instanceClass: store.instance,
      dbName: databaseName,
      port: store.port,
      username: "app_admin",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key,
      allocatedStorage: parseBytes(store.storage) / 2 ** 30,
      storageType: "gp3",
      storageEncrypted: true,
      kmsKeyId: key,
      multiAz: store.multiAz,
      dbSubnetGroupName: ref(parts.subnetGroup, "name"),
      ...(group && { vpcSecurityGroupIds: [ref(group, "id")] }),
      publiclyAccessible: false,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      parameterGroupName: ref(parts.parameters, "name"),
      backupRetentionPeriod: parseDuration(store.backups.retention) / 86400,
      copyTagsToSnapshot: true,
      deletionProtection: store.deletionProtection,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final`,
      enabledCloudwatchLogsExports: exportedLogs,
      monitoringInterval: 60,
      monitoringRoleArn: ref(parts.monitor.role, "arn"),
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: key,
      performanceInsightsRetentionPeriod: 7,
    },
    // RDS would make the log groups itself, without encryption and without an end.
    after: [...parts.logs, ...parts.monitor.policies],
  });
}

/** TLS or no connection. A new major version needs a new group, so that there is one before the old one goes. */
function parameterGroup(input: Input): TerraformNode<"aws_db_parameter_group"> {
  const [major = ""] = input.store.version.split(".");
  return terraform("aws_db_parameter_group", {
    ...nodeOf(input),
    config: {
      namePrefix: `${identifierOf(input)}-`,
      description: `Parameters of ${identifierOf(input)}`,
      family: `postgres${major}`,
      parameter: [{ name: "rds.force_ssl", value: "1" }],
    },
    lifecycle: { createBeforeDestroy: true },
  });
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
function monitoringRole(input: Input): Role {
  const { place } = input;
  return role({
    stack: "data",
    account: place.account,
    name: `store_${input.name}_monitoring`,
    roleName: `${identifierOf(input)}-monitoring`,
    description: `Writes the operating system metrics of ${identifierOf(input)}`,
    origin: nodeOf(input).origin,
    trust: serviceTrust("monitoring.rds.amazonaws.com", [
      { test: "StringEquals", variable: "aws:SourceAccount", values: [place.account.id] },
    ]),
    managedPolicies: ["service-role/AmazonRDSEnhancedMonitoringRole"],
  });
}

function logGroups(input: Input): TerraformNode<"aws_cloudwatch_log_group">[] {
  return exportedLogs.map((log) =>
    logGroup({
      stack: "data",
      name: `store_${input.name}_${log}`,
      logGroupName: `/aws/rds/instance/${identifierOf(input)}/${log}`,
      retention: input.store.logRetention,
      key: input.place.network.logKey,
      origin: nodeOf(input).origin,
    }),
  );
}

/** The user and the password out of the secret that RDS keeps. */
function login({ name, place }: Input, database: TerraformNode<"aws_db_instance">): CompiledStore["secrets"] {
  const arn = ref(database, "master_user_secret[0].secret_arn");
  const source = { remoteKey: arn, arn, key: ref(place.key, "arn") };
  return [
    { variable: `${variableStem(name)}_PASSWORD`, source, property: "password" },
    { variable: `${variableStem(name)}_USER`, source, property: "username" },
  ];
}

function identifierOf({ context, name }: Input): string {
  return `${context.name}-${name}`;
}

function nodeOf({ name }: Input): { readonly stack: "data"; readonly name: string; readonly origin: SpecPath } {
  return { stack: "data", name, origin: ["stores", name] };
}
