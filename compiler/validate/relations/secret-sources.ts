import { type Inventory, type Placed, secretName } from "./inventory.ts";

/** Reports ExternalSecrets without their store or generator, two that write one Secret, and stores without their account. */
export function checkSecretSources(inventory: Inventory): void {
  const owners = new Map<string, string>();
  for (const secret of inventory.all("ExternalSecret")) {
    const { secretStoreRef: store, target } = secret.object.spec;
    const { kind = "SecretStore", name = "" } = store ?? {};
    if (store && kind === "SecretStore" && !inventory.find("SecretStore", secret.namespace, name))
      secret.report("spec.secretStoreRef.name", `"${name}" is not a SecretStore of the namespace`, "declare it");
    checkGenerators(secret, inventory);
    if ((target?.creationPolicy ?? "Owner") !== "Owner") continue;
    const key = secretName(secret);
    const other = owners.get(key);
    if (other)
      secret.report("spec.target.name", `is the Secret that the ExternalSecret "${other}" owns`, "name another Secret");
    owners.set(key, secret.name);
  }
  for (const store of inventory.all("SecretStore")) {
    const account = store.object.spec.provider.aws?.auth?.jwt?.serviceAccountRef?.name;
    if (account !== undefined && !inventory.find("ServiceAccount", store.namespace, account))
      store.report(
        "spec.provider.aws.auth.jwt.serviceAccountRef.name",
        `"${account}" is not a ServiceAccount of the namespace`,
        "declare it",
      );
  }
}

function checkGenerators({ namespace, object, report }: Placed<"ExternalSecret">, inventory: Inventory): void {
  object.spec.dataFrom?.forEach(({ sourceRef }, index) => {
    const generator = sourceRef?.generatorRef;
    if (generator?.kind !== "Password" || inventory.find("Password", namespace, generator.name)) return;
    report(
      `spec.dataFrom[${index}].sourceRef.generatorRef.name`,
      `"${generator.name}" is not a Password of the namespace`,
      "declare it",
    );
  });
}
