import type { ProviderName } from "../../schema/graph/terraform-types.ts";

/** The Terraform providers that this release's bindings were made from, each from registry.terraform.io/hashicorp. */
export const testedProviders: Readonly<Record<ProviderName, string>> = {
  aws: "6.25.0",
  helm: "3.1.1",
  kubernetes: "2.38.0",
};
