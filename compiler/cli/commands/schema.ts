import { printPackSchema } from "../../../policies/pack/pack-schema.ts";
import { accessSchema } from "../../../policies/report/access/access-schema.ts";
import { jsonReportSchema } from "../../../policies/report/json-report-schema.ts";
import { printSystemSchema } from "../../../schema/language/print-json-schema.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { schemaNames } from "./schema-names.ts";

const printers: Readonly<Record<(typeof schemaNames)[number], () => string>> = {
  spec: printSystemSchema,
  pack: printPackSchema,
  access: () => `${JSON.stringify(accessSchema, undefined, 2)}\n`,
  report: () => `${JSON.stringify(jsonReportSchema, undefined, 2)}\n`,
};

/** `groundplan schema`: the JSON Schema of a spec or a policy pack, for editors, or of the JSON that `check` and `access` print, for programs. */
export function schema(name: (typeof schemaNames)[number], io: Io): ExitCode {
  io.stdout.write(printers[name]());
  return exitCodes.clean;
}
