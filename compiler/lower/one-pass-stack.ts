import { TerraformElement, TerraformOutput } from "cdktf";
import { deepMerge } from "cdktf/lib/util.js";
import { cdktfVersion } from "./create-app.ts";
import { ReadableStack } from "./readable-stack.ts";
import { resolveTokens, sortKeys } from "./resolve-tokens.ts";

type Block = Record<string, unknown>;

/**
 * A stack that resolves every element once. Stock CDKTF does so three times: to find references between stacks,
 * for each fragment, and for the merged document. The first pass already has the final values, so it is kept.
 */
export class OnePassStack extends ReadableStack {
  readonly #fragments = new Map<TerraformElement, Block>();

  override prepareStack(): void {
    this.ensureBackendExists();
    for (const element of this.#elements()) this.#fragments.set(element, this.#resolve(element));
  }

  override toTerraform(): Block {
    const document: Block = {};
    for (const element of this.#elements()) {
      // What other stacks' references added since has no fragment yet.
      mergeFragment(document, this.#fragments.get(element) ?? this.#resolve(element));
    }
    document["//"] = sortKeys(this.#metadata());
    // Every fragment is sorted already; only the three levels that they share are not.
    return sortKeys(document, 3) as Block;
  }

  #elements(): TerraformElement[] {
    return this.node.findAll().filter(TerraformElement.isTerraformElement);
  }

  #resolve(element: TerraformElement): Block {
    return resolveTokens(this, element.toTerraform(), true) as Block;
  }

  /** What `cdktf` itself reads of a stack, in its own shape. */
  #metadata(): Block {
    const metadata: Block = { version: cdktfVersion, stackName: this.node.id, backend: "local" };
    const outputs: Record<string, string> = {};
    for (const element of this.#elements()) {
      deepMerge(metadata, element.toMetadata());
      if (TerraformOutput.isTerraformOutput(element)) outputs[element.node.id] = element.friendlyUniqueId;
    }
    const named = Object.keys(outputs).length > 0 ? { [this.node.id]: outputs } : {};
    return { metadata, outputs: named };
  }
}

/** The parts of a document that hold one entry per address, and how deep the entries lie. */
const depths: Readonly<Record<string, number>> = { data: 2, output: 1, resource: 2 };

function mergeFragment(document: Block, fragment: Block): void {
  for (const [section, block] of Object.entries(fragment)) {
    const depth = depths[section];
    if (depth === undefined) deepMerge(document, { [section]: block });
    else addEntries(document, section, block as Block, depth);
  }
}

/** Adds what a fragment has under a key. CDKTF would let the second of two equal addresses replace the first. */
function addEntries(target: Block, key: string, block: Block, depth: number): void {
  if (depth === 0) {
    if (Object.hasOwn(target, key)) throw new Error(`two elements of a stack have the name "${key}"`);
    target[key] = block;
    return;
  }
  target[key] ??= {};
  for (const [name, entry] of Object.entries(block)) addEntries(target[key] as Block, name, entry as Block, depth - 1);
}
