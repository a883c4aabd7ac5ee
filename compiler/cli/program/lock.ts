import type { Command } from "commander";
import type { LockOptions } from "../commands/lock.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { examples, specsHelp, todayOption } from "./shared-options.ts";

/** Declares `groundplan lock`. */
export function addLock(program: Command, io: Io, end: End): void {
  program
    .command("lock")
    .description("write the exact versions of what a spec leaves open beside it, to spec.lock.yaml")
    .argument("[specs...]", specsHelp)
    .option("--check", "write nothing; fail if a lock is behind, incomplete or out of AWS support")
    .option("--update", "take the versions that this release was tested with")
    .addOption(todayOption())
    .addHelpText("after", examples("lock", "lock --check --today 2026-12-03", "lock spec/shop --update"))
    .action(async (specs: string[], options: LockOptions) => {
      const { lock } = await import("../commands/lock.ts");
      end(await lock(specs, options, io));
    });
}
