import { TerraformElement, TerraformStack } from "cdktf";
import type { Node } from "constructs";

const outgoing = "cross-stack-output-";
const incoming = "cross-stack-reference-input-";

/**
 * A stack whose logical ids are readable. Resources bring their own; this names the two things that CDKTF makes for a
 * reference between stacks: the output `aws_vpc-main-id`, and the remote state, which gets its stack's name.
 * Terraform allows hyphens in both, so that the name of a type, of a resource and of an attribute stay apart.
 */
export class ReadableStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { id } = TerraformElement.isTerraformElement(element) ? element.node : element;
    if (id.startsWith(outgoing)) return id.slice(outgoing.length).replaceAll(/[^A-Za-z0-9_]+/g, "-");
    return id.startsWith(incoming) ? id.slice(incoming.length) : id;
  }
}
