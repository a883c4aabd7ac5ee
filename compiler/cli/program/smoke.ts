import { type Command, Option } from "commander";
import type { SmokeOptions } from "../commands/smoke.ts";
import type { Io } from "../io.ts";
import { baseUrlOption, resolveOption, secondsOption } from "../smoke/smoke-arguments.ts";
import type { End } from "./end.ts";
import { addColorOption, addOneEnvironmentOptions, examples, specsHelp } from "./shared-options.ts";

/** Declares `groundplan smoke`. */
export function addSmoke(program: Command, io: Io, end: End): void {
  const command = program
    .command("smoke")
    .description("ask every host and path of deployed routes whether somebody answers; exit 1 if one does not")
    .argument("[specs...]", specsHelp)
    .addOption(secondsOption("--timeout <seconds>", "how long to wait for each answer").default(10))
    .addOption(resolveOption())
    .addOption(baseUrlOption())
    .option("--ca <file>", "a certificate authority to trust beside the usual ones, in PEM")
    .addOption(
      new Option("--format <format>", "how the answers are printed").choices(["pretty", "json"]).default("pretty"),
    );
  addColorOption(addOneEnvironmentOptions(command))
    .addHelpText(
      "after",
      examples(
        "smoke spec/shop --env prod",
        "smoke spec/shop --resolve www.example.com=203.0.113.10",
        "smoke spec/shop --resolve public=shop-public-1a2b3c.elb.eu-west-1.amazonaws.com",
        "smoke spec/shop --base-url http://localhost:8080",
      ),
    )
    .action(async (specs: string[], options: SmokeOptions) => {
      const { smoke } = await import("../commands/smoke.ts");
      end(await smoke(specs, options, io));
    });
}
