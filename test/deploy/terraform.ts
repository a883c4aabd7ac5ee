import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What Terraform would do to one resource. */
export interface PlannedChange {
  /** `aws_vpc.main` */
  readonly address: string;
  readonly actions: readonly string[];
  /** The arguments whose value before the plan is another than after it. */
  readonly attributes: readonly string[];
}

/** Terraform in one stack's folder. Each command throws with Terraform's own words when it fails. */
export interface Terraform {
  init(): Promise<void>;
  validate(): Promise<void>;
  apply(): Promise<void>;
  destroy(): Promise<void>;
  /** What a plan would change; empty when the stack is as written. */
  plan(): Promise<readonly PlannedChange[]>;
  /** The addresses in the state. */
  state(): Promise<readonly string[]>;
  outputs(): Promise<Readonly<Record<string, unknown>>>;
}

/** What Terraform says when the emulator closes a connection that it has just begun to use, which no AWS is asked about. */
const brokenConnection = /use of closed network connection|connection reset by peer/;

/** Terraform in a folder, with an environment. A command that broke off with a connection is repeated. */
export function terraformIn(cwd: string, env: NodeJS.ProcessEnv): Terraform {
  const terraform = async (...args: readonly string[]): Promise<string> => {
    for (let attempt = 1; ; attempt++)
      try {
        return (await run("terraform", args, { cwd, env, maxBuffer: 1e8 })).stdout;
      } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        if (attempt < 3 && brokenConnection.test(stderr)) continue;
        throw new Error(`terraform ${args[0]} failed in ${cwd}\n${stdout.slice(-4000)}${stderr.slice(-8000)}`);
      }
  };
  const changes = ["-auto-approve", "-parallelism=60", "-no-color"];
  return {
    init: async () => void (await terraform("init", "-no-color")),
    validate: async () => void (await terraform("validate", "-no-color")),
    apply: async () => void (await terraform("apply", ...changes)),
    destroy: async () => void (await terraform("destroy", ...changes)),
    plan: async () => {
      await terraform("plan", "-no-color", "-out=test.tfplan");
      return plannedChanges(await terraform("show", "-json", "test.tfplan"));
    },
    state: async () =>
      (await terraform("state", "list")).split("\n").filter((line) => line && !line.startsWith("data.")),
    outputs: async () => {
      const outputs = JSON.parse(await terraform("output", "-json")) as Record<string, { value: unknown }>;
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
  };
}

/**
 * The operations, e.g. `EKS: CreateAddon`, that an emulator does not have: it answers with a page for people, which no
 * AWS does.
 */
export function unknownOperations(failure: string): readonly string[] {
  const page = /operation error (\w+: \w+),.*(?:invalid character '<'|error while deserializing xml error response)/g;
  return [...new Set([...failure.matchAll(page)].map(([, operation = ""]) => operation))].sort();
}

type Values = Readonly<Record<string, unknown>> | null;

interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly before: unknown; readonly after: unknown };
}

/** What `terraform plan -detailed-exitcode` goes by: changes of resources and of outputs. */
function plannedChanges(json: string): PlannedChange[] {
  const plan = JSON.parse(json) as {
    readonly resource_changes?: readonly Change[];
    readonly output_changes?: Readonly<Record<string, Change["change"]>>;
  };
  const outputs = Object.entries(plan.output_changes ?? {}).map(([name, change]) => ({
    address: `output.${name}`,
    change: { actions: change.actions, before: null, after: { value: change.after } },
  }));
  return [...(plan.resource_changes ?? []), ...outputs]
    .map(({ address, change: { actions, before, after } }) => ({
      address,
      actions,
      attributes: differingKeys(before as Values, after as Values),
    }))
    .filter(({ actions }) => actions.some((action) => action !== "no-op" && action !== "read"));
}

function differingKeys(before: Values, after: Values): string[] {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...keys].filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key])).sort();
}
