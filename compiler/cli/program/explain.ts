import { type Command, Option } from "commander";
import type { ExplainOptions } from "../commands/explain.ts";
import type { Io } from "../io.ts";
import type { End } from "./end.ts";
import { addColorOption, addOneEnvironmentOptions, examples } from "./shared-options.ts";

/** Declares `groundplan explain`. */
export function addExplain(program: Command, io: Io, end: End): void {
  const command = program
    .command("explain")
    .description("explain a policy, a part of a spec or a resource, or show what a change would do")
    .argument("<subject>", "a policy's id, a service, a store, a spec path, a resource's address, or path=value")
    .option("--spec <file>", "the spec that is meant, where there are several")
    .addOption(
      new Option("--format <format>", "how access and policies are printed")
        .choices(["pretty", "json"])
        .default("pretty"),
    );
  addColorOption(addOneEnvironmentOptions(command))
    .addHelpText(
      "after",
      examples(
        "explain net-nodes-private-subnets",
        "explain net-nodes-private-subnets --spec spec/shop",
        "explain api",
        "explain cluster.nodePools.workers",
        "explain aws_eks_cluster.main",
        "explain network.nat=single",
      ),
    )
    .action(async (subject: string, options: ExplainOptions) => {
      const { explain } = await import("../commands/explain.ts");
      end(await explain(subject, options, io));
    });
}
