import type { Command } from "commander";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";

/** Declares `groundplan synth`. */
export function addSynth(program: Command, io: Io, end: End): void {
  program
    .command("synth")
    .description("what cdktf.json runs: compile into CDKTF_OUTDIR (GROUNDPLAN_SPEC and GROUNDPLAN_ENV narrow it)")
    .addHelpText("after", "\nExample:\n  $ GROUNDPLAN_ENV=prod cdktf deploy '*'\n")
    .action(async () => {
      const { synth } = await import("../commands/synth.ts");
      end(await synth(io));
    });
}
