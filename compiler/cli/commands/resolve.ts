import { hideSecrets } from "../../../policies/hidden/hide-secrets.ts";
import { printResolved } from "../../../schema/resolve/print-resolved.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { PrintOptions, SpecOptions } from "../options.ts";
import { printWhenValid } from "../print-when-valid.ts";

/** `groundplan resolve`: the spec with nothing left out but what looks like a secret, and where each value comes from. */
export function resolveSpecs(
  specs: readonly string[],
  options: SpecOptions & Pick<PrintOptions, "color">,
  io: Io,
): Promise<ExitCode> {
  return printWhenValid(specs, options, io, {
    print: ({ model }) => printResolved({ ...model, spec: hideSecrets(model.spec) }),
    separator: "---\n",
  });
}
