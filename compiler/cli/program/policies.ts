import type { Command } from "commander";
import type { PoliciesListOptions } from "../commands/policies-list.ts";
import type { PoliciesTestOptions } from "../commands/policies-test.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { examples, packOption, todayOption } from "./shared-options.ts";

/** Declares `groundplan policies list` and `groundplan policies test`. */
export function addPolicies(program: Command, io: Io, end: End): void {
  const command = program.command("policies").description("list the policies, and test the rules of a pack");
  command
    .command("list")
    .description("print id, severity, profile and title of every policy")
    .addOption(packOption())
    .addHelpText("after", examples("policies list", "policies list --pack security.yaml"))
    .action(async (options: PoliciesListOptions) => {
      const { listPolicies } = await import("../commands/policies-list.ts");
      end(await listPolicies(options, io));
    });
  command
    .command("test")
    .description("hold the rules of a pack against the cases in <id>.test.yaml beside them; exit 1 if one fails")
    .argument("<pack>", "the policy pack")
    .addOption(todayOption())
    .addHelpText("after", examples("policies test security.yaml"))
    .action(async (pack: string, options: PoliciesTestOptions) => {
      const { testPolicies } = await import("../commands/policies-test.ts");
      end(await testPolicies(pack, options, io));
    });
}
