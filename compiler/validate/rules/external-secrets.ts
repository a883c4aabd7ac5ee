import type { Report } from "../fault.ts";
import type { ObjectOf } from "../kinds.ts";
import { checkName, checkOptionalName, dataKey, dnsSubdomain } from "./names.ts";
import { checkOneOf, checkUnique } from "./unique.ts";

const help = "see https://external-secrets.io/latest/api/externalsecret/";
/** Where a secret may come from: the schema wants one of them. */
const sources = ["generatorRef", "storeRef"];
/** A duration as Go reads it. */
const duration = /^(0|(\d+(\.\d+)?(ns|us|\u00b5s|ms|s|m|h))+)$/;

/** Reports an ExternalSecret that its controller or its webhook refuses. */
export function checkExternalSecret({ spec }: ObjectOf<"ExternalSecret">, report: Report): void {
  const { data = [], dataFrom = [], refreshInterval, target } = spec;
  if (data.length === 0 && dataFrom.length === 0) report("spec.data", "must not be empty beside no dataFrom", help);
  if (refreshInterval !== undefined && !duration.test(refreshInterval))
    report("spec.refreshInterval", `"${refreshInterval}" is no duration`, `write it like "1h"`);
  checkOptionalName(spec.secretStoreRef?.name, dnsSubdomain, "spec.secretStoreRef.name", report);
  checkOptionalName(target?.name, dnsSubdomain, "spec.target.name", report);
  checkPolicies(spec, report);
  data.forEach(({ secretKey, remoteRef, sourceRef }, index) => {
    checkName(secretKey, dataKey, `spec.data[${index}].secretKey`, report);
    if (remoteRef.key === "") report(`spec.data[${index}].remoteRef.key`, "must not be empty", "name the secret");
    if (sourceRef) checkOneOf(sourceRef, sources, `spec.data[${index}].sourceRef`, report);
  });
  checkUnique(
    data,
    ({ secretKey }) => secretKey,
    (index) => `spec.data[${index}].secretKey`,
    report,
  );
  dataFrom.forEach((source, index) => {
    const at = `spec.dataFrom[${index}]`;
    if (source.sourceRef) checkOneOf(source.sourceRef, sources, `${at}.sourceRef`, report);
    else checkOneOf(source, ["extract", "find"], at, report);
    checkOptionalName(source.sourceRef?.generatorRef?.name, dnsSubdomain, `${at}.sourceRef.generatorRef.name`, report);
  });
}

type Spec = ObjectOf<"ExternalSecret">["spec"];

function checkPolicies({ target, secretStoreRef, data = [] }: Spec, report: Report): void {
  const { creationPolicy = "Owner", deletionPolicy = "Retain" } = target ?? {};
  if (deletionPolicy === "Delete" && creationPolicy !== "Owner")
    report("spec.target.deletionPolicy", `"Delete" needs the creationPolicy "Owner"`, help);
  if (deletionPolicy === "Merge" && creationPolicy === "None")
    report("spec.target.deletionPolicy", `"Merge" cannot stand beside the creationPolicy "None"`, help);
  if (!secretStoreRef && data.some(({ sourceRef }) => !sourceRef))
    report("spec.secretStoreRef", "is required", "name the SecretStore");
}

/** Reports a SecretStore that its controller refuses. */
export function checkSecretStore({ spec }: ObjectOf<"SecretStore">, report: Report): void {
  checkOneOf(spec.provider, ["aws"], "spec.provider", report);
  const { aws } = spec.provider;
  if (!aws) return;
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(aws.region))
    report("spec.provider.aws.region", `"${aws.region}" is no region`, `write it like "eu-west-1"`);
  if (aws.role !== undefined && !/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(aws.role))
    report("spec.provider.aws.role", `"${aws.role}" is not the ARN of a role`, "name the role's ARN");
  const account = aws.auth?.jwt?.serviceAccountRef;
  const at = "spec.provider.aws.auth.jwt.serviceAccountRef";
  checkOptionalName(account?.name, dnsSubdomain, `${at}.name`, report);
  if (account?.namespace !== undefined)
    report(`${at}.namespace`, "is only for a ClusterSecretStore", "leave it out: it is the store's own namespace");
}

/** Reports a generator that cannot make a password, or makes one that can be guessed. */
export function checkPassword({ spec }: ObjectOf<"Password">, report: Report): void {
  const { length, digits = 0, symbols = 0 } = spec;
  if (length < 16) report("spec.length", `${length} characters can be guessed`, "write at least 16");
  if (digits + symbols > length)
    report("spec.digits", `${digits} digits and ${symbols} symbols are more than ${length} characters`, "write fewer");
}
