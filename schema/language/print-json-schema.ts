import * as z from "zod";
import { system } from "./system.ts";

/** Where the schema says it lives: what an editor's `yaml-language-server: $schema=` line can name. */
const schemaId = "https://groundplan.dev/schema/system.schema.json";

/**
 * Writes the language as JSON Schema (draft 2020-12), for editors and for whoever checks specs without this program.
 * It accepts what the grammar accepts; what keys mean for one another is checked later and only here.
 */
export function printSystemSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(system, { io: "input", target: "draft-2020-12" });
  const printed = {
    $schema,
    $id: schemaId,
    $comment: "Printed by `groundplan schema`. Do not edit.",
    title: "groundplan spec",
    description: "One system: its network, its cluster, and the services that run on it.",
    ...schema,
  };
  return `${JSON.stringify(printed, null, 2)}\n`;
}
