import * as z from "zod";
import { kubernetesVersions } from "../catalogue/kubernetes-versions.ts";
import { addonNames, exactVersion } from "../language/cluster.ts";
import { key, text } from "../language/key.ts";

const addon = z.strictObject({
  version: key(exactVersion, "The exact version of the add-on or of its chart.", "v1.13.2-eksbuild.1"),
  repository: key(
    text(/^(https|oci):\/\/\S+$/, "a chart repository", "https:// or oci:// and the address").optional(),
    "Where the chart comes from.",
    "https://charts.external-secrets.io",
  ),
  image: key(
    text(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/,
      "an image tag",
      "letters, digits, dots, hyphens, underscores",
    ).optional(),
    "The tag of the image, where the chart's own is not meant.",
    "v1.35.1",
  ),
});

const addons = z.strictObject(
  Object.fromEntries(
    addonNames.map((name) => [name, key(addon.optional(), `The ${name} add-on.`, { version: "1.0.0" })]),
  ) as Record<(typeof addonNames)[number], z.ZodOptional<typeof addon>>,
);

const amiType = text(/^[A-Z][A-Za-z0-9_]+$/, "an AMI type", "capital letters, digits and underscores, as EKS names it");

const amiRelease = text(
  /^1\.\d{2}\.\d+-\d{8}$/,
  "an AMI release",
  "the Kubernetes version with its patch, a hyphen and the day, as EKS lists them",
);

const release = z.strictObject({
  addons: key(addons.default({}), "The add-ons.", { coredns: { version: "v1.13.2-eksbuild.1" } }),
  amis: key(
    z.record(amiType, amiRelease).default({}),
    "The release of the machine image of each AMI type. EKS takes the newest where none is said.",
    { AL2023_x86_64_STANDARD: "1.35.2-20260601" },
  ),
});

const kubernetes = z.strictObject(
  Object.fromEntries(
    kubernetesVersions.map((version) => [
      version,
      key(release.optional(), `What runs on Kubernetes ${version}.`, { addons: {} }),
    ]),
  ) as Record<(typeof kubernetesVersions)[number], z.ZodOptional<typeof release>>,
);

const clusterName = text(/^[a-z][a-z0-9-]*$/, "a system, with its environment", "lower case, digits and hyphens");

const providers = z.strictObject({
  aws: key(exactVersion.optional(), "hashicorp/aws", "6.25.0"),
  helm: key(exactVersion.optional(), "hashicorp/helm", "3.1.1"),
  kubernetes: key(exactVersion.optional(), "hashicorp/kubernetes", "2.38.0"),
});

/** What a `spec.lock.yaml` may say: the exact versions of everything that a spec leaves open. */
export const lockFile = z.strictObject({
  version: key(z.literal(1), "The version of this format.", 1),
  groundplan: key(exactVersion, "The release of groundplan that wrote it.", "0.1.0"),
  clusters: key(
    z.record(clusterName, z.enum(kubernetesVersions)).default({}),
    "The Kubernetes version of each cluster, by the system's name with the environment's.",
    { shop: "1.35", "shop-dev": "1.35" },
  ),
  kubernetes: key(kubernetes.default({}), "What runs on each Kubernetes version.", { "1.35": {} }),
  providers: key(providers.default({}), "The Terraform providers.", { aws: "6.25.0" }),
});

/** A lock as read, with nothing absent but what it does not lock. */
export type LockFile = z.output<typeof lockFile>;
