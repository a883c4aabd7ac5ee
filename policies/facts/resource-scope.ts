import { isReference } from "../../schema/graph/value.ts";
import { show } from "./known.ts";

const any = String.raw`[*?]*\*[*?]*`;
/** `*`, or `*` and what is in each: `arn:aws:s3:::*` and `arn:aws:s3:::*` with `/*` behind it. */
const anything = new RegExp(`^${any}([:/]${any})*$`);
/** The same after the word for the kind: `role/*`, `secret:?*`, `table/*` with `/index/*` behind it. */
const anyOfKind = new RegExp(`^[\\w-]+[:/]${any}([:/]([\\w-]+[:/])?${any})*$`);

/** Services whose ARNs have a name where those of others have a kind: `arn:aws:s3:::uploads` with `/*` is one bucket. */
const withoutKinds: ReadonlySet<string> = new Set(["codecommit", "codepipeline", "execute-api", "s3", "sns", "sqs"]);

/**
 * The services whose resources the actions of another are on.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const actsOn: Readonly<Record<string, readonly string[]>> = {
  "ec2-instance-connect": ["ec2"],
  ssm: ["ec2"],
  sts: ["iam"],
};

/**
 * Whether a resource of a statement is everything there is, or all that a service has of a kind: nothing in its ARN but
 * wildcards says which.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isWhole(resource: unknown): boolean {
  const [scheme = "", ...parts] = partsOf(resource);
  if (scheme !== "arn") return anything.test([scheme, ...parts].join(":"));
  const name = parts.length < 5 ? parts.at(-1) : parts.slice(4).join(":");
  const hasKinds = !withoutKinds.has(parts[1] ?? "");
  return name !== undefined && (anything.test(name) || (hasKinds && anyOfKind.test(name)));
}

/** Those resources that leave open what an action is on. An ARN of another service limits it to nothing. */
export function wholeFor(action: string, resources: readonly unknown[]): readonly unknown[] {
  const whole = resources.filter(isWhole);
  if (whole.length === 0) return whole;
  const [service = ""] = action.toLowerCase().split(":");
  const services = [service, ...(actsOn[service] ?? [])];
  return whole.filter((each) => {
    const [, , own = "*"] = partsOf(each);
    return service.includes("*") || anything.test(own) || services.includes(own);
  });
}

/** An ARN's parts. One that only Terraform knows names something. */
function partsOf(resource: unknown): readonly string[] {
  return isReference(resource) ? [] : show(resource).split(":");
}
