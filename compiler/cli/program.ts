import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { formats } from "../../policies/report/index.ts";
import { parseDay } from "../../policies/waivers/calendar.ts";
import { severities } from "../../schema/finding.ts";
import { accessFormats } from "./access/access-formats.ts";
import type { AccessOptions } from "./commands/access.ts";
import type { BaselineOptions } from "./commands/baseline.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { CompileOptions } from "./commands/compile.ts";
import type { ExplainOptions } from "./commands/explain.ts";
import type { GenerateOptions } from "./commands/generate.ts";
import type { DiagramFormat } from "./commands/graph.ts";
import type { LockOptions } from "./commands/lock.ts";
import type { PoliciesListOptions } from "./commands/policies-list.ts";
import type { PoliciesTestOptions } from "./commands/policies-test.ts";
import { schemaNames } from "./commands/schema-names.ts";
import type { SmokeOptions } from "./commands/smoke.ts";
import type { WaiveOptions } from "./commands/waive.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { ReportFile, SpecOptions } from "./options.ts";
import { baseUrlOption, resolveOption, secondsOption } from "./smoke/smoke-arguments.ts";
import { version } from "./version.ts";

const specsHelp = "spec files, folders or patterns (default: every spec/*/spec.yaml)";

/** Says how a command ended. */
type End = (code: ExitCode) => void;

/** The command line: every command with its options. A command's own code is loaded when it runs. */
export function createProgram(io: Io, end: End): Command {
  const program = new Command("groundplan")
    .description("Compiles one spec.yaml to policy-checked Terraform for AWS and Kubernetes.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("add --help to see what it takes")
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", exitCodeHelp);
  addCheck(program, io, end);
  addCompile(program, io, end);
  addResolve(program, io, end);
  addExplain(program, io, end);
  addWaive(program, io, end);
  addBaseline(program, io, end);
  addAccess(program, io, end);
  addGraph(program, io, end);
  addPolicies(program, io, end);
  addInit(program, io, end);
  addLock(program, io, end);
  addSchema(program, io, end);
  addSmoke(program, io, end);
  addSynth(program, io, end);
  addGenerate(program, io, end);
  return program;
}

function addCheck(program: Command, io: Io, end: End): void {
  const command = program
    .command("check")
    .description("check specs and what they compile to against the policies; write nothing without --fix")
    .argument("[specs...]", specsHelp)
    .option("--fix", "first make the edits that policies know in the specs, comments and layout kept");
  addPrintOptions(addSpecOptions(command))
    .addHelpText(
      "after",
      examples(
        "check",
        "check spec/shop --env prod",
        "check --format sarif --output report.sarif",
        "check --against origin/main",
      ),
    )
    .action(async (specs: string[], options: CheckOptions) => {
      const { check } = await import("./commands/check.ts");
      end(await check(specs, options, io));
    });
}

function addCompile(program: Command, io: Io, end: End): void {
  const command = program
    .command("compile")
    .description("check, and if nothing fails write Terraform, charts and Kubernetes YAML")
    .argument("[specs...]", specsHelp)
    .option("--out <dir>", "the folder to write; it then holds this run's files", "out");
  addPrintOptions(addSpecOptions(command))
    .addHelpText("after", examples("compile spec/shop --env prod --out out", "compile --fail-on medium"))
    .action(async (specs: string[], options: CompileOptions) => {
      const { compile } = await import("./commands/compile.ts");
      end(await compile(specs, options, io));
    });
}

function addResolve(program: Command, io: Io, end: End): void {
  const command = program
    .command("resolve")
    .description("print the spec with every default filled in, and where each value comes from")
    .argument("[specs...]", specsHelp);
  addColorOption(addSpecOptions(command))
    .addHelpText("after", examples("resolve spec/shop/spec.yaml --env prod"))
    .action(async (specs: string[], options: SpecOptions) => {
      const { resolveSpecs } = await import("./commands/resolve.ts");
      end(await resolveSpecs(specs, options, io));
    });
}

function addExplain(program: Command, io: Io, end: End): void {
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
  addColorOption(addSpecOptions(command))
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
      const { explain } = await import("./commands/explain.ts");
      end(await explain(subject, options, io));
    });
}

function addWaive(program: Command, io: Io, end: End): void {
  const command = program
    .command("waive")
    .description("write a waiver of an open finding into its spec, comments and layout kept")
    .argument("<policy>", "the policy's id")
    .argument("[target]", "the spec path that the finding is about, where the policy found something on several")
    .requiredOption("--reason <text>", "why this is acceptable here, for now")
    .option("--owner <name>", "who answers for it (default: the spec's owner)")
    .addOption(
      dayOption("--expires <date>", "the last day on which it counts (default: in 90 days, or as the policy allows)"),
    )
    .option("--finding <key>", "the one finding that is meant (default: all of the policy on the target)")
    .option("--ticket <id>", "where the work to remove it is tracked")
    .option("--spec <file>", "the spec that is meant, where there are several");
  addColorOption(addSpecOptions(command))
    .addHelpText("after", examples('waive edge-https-only routes.public --reason "A demo without a domain"'))
    .action(async (policy: string, target: string | undefined, options: WaiveOptions) => {
      const { waive } = await import("./commands/waive.ts");
      end(await waive(policy, target, options, io));
    });
}

function addBaseline(program: Command, io: Io, end: End): void {
  const command = program
    .command("baseline")
    .description("write down the open findings of today, for `check --baseline`; it only ever shrinks")
    .argument("[specs...]", specsHelp)
    .option("--output <file>", "the file to write", "groundplan.baseline.json")
    .option("--allow-more", "let a baseline that is there already grow");
  addColorOption(addSpecOptions(command))
    .addHelpText("after", examples("baseline", "check --baseline groundplan.baseline.json"))
    .action(async (specs: string[], options: BaselineOptions) => {
      const { baseline } = await import("./commands/baseline.ts");
      end(await baseline(specs, options, io));
    });
}

function addAccess(program: Command, io: Io, end: End): void {
  const command = program
    .command("access")
    .description("show who can reach what, on which port and with which rights, and which line asks for it")
    .argument("[specs...]", specsHelp)
    .addOption(new Option("--format <format>", "how it is printed").choices(accessFormats).default("pretty"))
    .option("--service <name>", "only what this one reaches: a service, or another row")
    .option("--target <name>", "only who reaches this")
    .option("--undeclared", "only what no line of the spec asks for; exit 1 if some of that is open");
  addColorOption(addSpecOptions(command))
    .addHelpText(
      "after",
      examples("access", "access --service api", "access --undeclared", "access --format csv > access.csv"),
    )
    .action(async (specs: string[], options: AccessOptions) => {
      const { access } = await import("./commands/access.ts");
      end(await access(specs, options, io));
    });
}

function addGraph(program: Command, io: Io, end: End): void {
  const command = program
    .command("graph")
    .description("print a diagram: what comes in, what runs where, and what uses what")
    .argument("[specs...]", specsHelp)
    .addOption(
      new Option("--format <format>", "a Mermaid flowchart, or a picture with networks, ports and findings")
        .choices(["mermaid", "svg"])
        .default("mermaid"),
    );
  addColorOption(addSpecOptions(command))
    .addHelpText(
      "after",
      examples("graph spec/shop/spec.yaml > shop.mmd", "graph spec/shop/spec.yaml --format svg > shop.svg"),
    )
    .action(async (specs: string[], options: SpecOptions & { readonly format: DiagramFormat }) => {
      const { graph } = await import("./commands/graph.ts");
      end(await graph(specs, options, io));
    });
}

function addPolicies(program: Command, io: Io, end: End): void {
  const command = program.command("policies").description("list the policies, and test the rules of a pack");
  command
    .command("list")
    .description("print id, severity, profile and title of every policy")
    .addOption(packOption())
    .addHelpText("after", examples("policies list", "policies list --pack security.yaml"))
    .action(async (options: PoliciesListOptions) => {
      const { listPolicies } = await import("./commands/policies-list.ts");
      end(await listPolicies(options, io));
    });
  command
    .command("test")
    .description("hold the rules of a pack against the cases in <id>.test.yaml beside them; exit 1 if one fails")
    .argument("<pack>", "the policy pack")
    .addOption(todayOption())
    .addHelpText("after", examples("policies test security.yaml"))
    .action(async (pack: string, options: PoliciesTestOptions) => {
      const { testPolicies } = await import("./commands/policies-test.ts");
      end(await testPolicies(pack, options, io));
    });
}

function addInit(program: Command, io: Io, end: End): void {
  program
    .command("init")
    .description("write a first spec to spec/NAME/spec.yaml")
    .argument("<name>", "the system's name")
    .addHelpText("after", examples("init shop"))
    .action(async (name: string) => {
      const { init } = await import("./commands/init.ts");
      end(await init(name, io));
    });
}

function addLock(program: Command, io: Io, end: End): void {
  program
    .command("lock")
    .description("write the exact versions of what a spec leaves open beside it, to spec.lock.yaml")
    .argument("[specs...]", specsHelp)
    .option("--check", "write nothing; fail if a lock is behind, incomplete or out of AWS support")
    .option("--update", "take the versions that this release was tested with")
    .addOption(todayOption())
    .addHelpText("after", examples("lock", "lock --check --today 2026-12-03", "lock spec/shop --update"))
    .action(async (specs: string[], options: LockOptions) => {
      const { lock } = await import("./commands/lock.ts");
      end(await lock(specs, options, io));
    });
}

function addSchema(program: Command, io: Io, end: End): void {
  program
    .command("schema")
    .description("print the JSON Schema of a spec, of a policy pack or of the JSON report")
    .addArgument(new Argument("[of]", "what the schema is of").choices(schemaNames).default("spec"))
    .addHelpText("after", examples("schema > system.schema.json", "schema report"))
    .action(async (of: (typeof schemaNames)[number]) => {
      const { schema } = await import("./commands/schema.ts");
      end(schema(of, io));
    });
}

function addSmoke(program: Command, io: Io, end: End): void {
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
  addColorOption(addSpecOptions(command))
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
      const { smoke } = await import("./commands/smoke.ts");
      end(await smoke(specs, options, io));
    });
}

function addSynth(program: Command, io: Io, end: End): void {
  program
    .command("synth")
    .description("what cdktf.json runs: compile into CDKTF_OUTDIR (GROUNDPLAN_SPEC and GROUNDPLAN_ENV narrow it)")
    .addHelpText("after", "\nExample:\n  $ GROUNDPLAN_ENV=prod cdktf deploy '*'\n")
    .action(async () => {
      const { synth } = await import("./commands/synth.ts");
      end(await synth(io));
    });
}

function addGenerate(program: Command, io: Io, end: End): void {
  program
    .command("generate")
    .description("print under generated/: the schemas, and for every spec what is made of it")
    .option("--check", "write nothing, and fail if a file is not what would be printed now")
    .addOption(todayOption())
    .addHelpText("after", examples("generate", "generate --check"))
    .action(async (options: GenerateOptions) => {
      const { generate } = await import("./commands/generate.ts");
      end(await generate(options, io));
    });
}

function addSpecOptions(command: Command): Command {
  return command
    .option("--env <name>", "the environment (default: the spec without one, and each that it declares)")
    .addOption(packOption())
    .option("--no-waivers", "let no waiver count")
    .addOption(todayOption());
}

function addPrintOptions(command: Command): Command {
  const gates = [...severities, "never"];
  return addColorOption(command)
    .addOption(new Option("--format <format>", "how the report is printed").choices(formats).default("pretty"))
    .option("--output <file>", "write the report to a file")
    .addOption(reportOption())
    .addOption(
      new Option("--fail-on <severity>", "fail at open findings this bad or worse").choices(gates).default("high"),
    )
    .option("--baseline <file>", "count the findings that `groundplan baseline` wrote down, and let only others fail")
    .addOption(
      new Option(
        "--against <revision>",
        "compare with the specs at the merge base with a git revision, or in a folder (./before), and let only what is new fail",
      ).conflicts("baseline"),
    )
    .option("--quiet", "print nothing that is not a failure");
}

function reportOption(): Option {
  const option = new Option("--report <format=file>", "write the report in another format too; may be repeated");
  return option.default([], "none").argParser((text: string, earlier: readonly ReportFile[]) => {
    const [name, ...file] = text.split("=");
    const format = formats.find((each) => each === name);
    if (!format) throw new InvalidArgumentError(`Its format is none of ${formats.join(", ")}.`);
    if (file.join("=") === "") throw new InvalidArgumentError(`It names no file: write ${format}=FILE.`);
    return [...earlier, { format, file: file.join("=") }];
  });
}

function addColorOption(command: Command): Command {
  return command
    .option("--color", "colour the report (default: on a terminal, unless NO_COLOR is set)")
    .option("--no-color", "leave the report plain");
}

function packOption(): Option {
  return new Option("--pack <file>", "a policy pack; later ones only tighten")
    .default([], "none")
    .argParser((file: string, files: readonly string[]) => [...files, file]);
}

function todayOption(): Option {
  return dayOption("--today <date>", "judge waivers as of this day, YYYY-MM-DD in UTC");
}

function dayOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (parseDay(text) !== undefined) return text;
    throw new InvalidArgumentError("It is no day of the form YYYY-MM-DD.");
  });
}

const exitCodeHelp = `
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  a spec, a file or the command line is wrong
  3  a bug in groundplan

Run \`groundplan help <command>\` for options and examples.
`;

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ groundplan ${line}\n`).join("")}`;
}
