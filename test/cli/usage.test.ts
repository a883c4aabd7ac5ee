import { describe, expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const folder = folderWith({ "spec/shop/spec.yaml": cleanSpec });
const commands = ["check", "compile", "resolve", "explain", "graph", "init", "schema", "smoke", "synth", "generate"];

describe("the command line", () => {
  test("lists every command and the exit codes in its help", async () => {
    const { code, stdout, stderr } = await groundplan(folder, ["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
    expect(stdout).toContain("Exit codes:");
  });

  test.each(commands)("gives an example of %s in its help", async (command) => {
    const { code, stdout } = await groundplan(folder, [command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}\$ /);
  });

  test.each([
    [["chekc"], "(Did you mean check?)"],
    [["check", "--fromat", "json"], "(Did you mean --format?)"],
    [["check", "--format", "xml"], "Allowed choices are pretty, json, markdown, sarif"],
    [["check", "--fail-on", "bad"], "Allowed choices are critical, high, medium, low, info, never"],
    [["check", "--today", "2026-02-30"], "It is no day of the form YYYY-MM-DD"],
    [["check", "--today", "tomorrow"], "It is no day of the form YYYY-MM-DD"],
    [["init"], "missing required argument 'name'"],
    [["explain"], "missing required argument 'subject'"],
  ])("ends %j with 2 and says what was meant", async (argv, hint) => {
    const { code, stdout, stderr } = await groundplan(folder, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(hint);
  });

  test("shows its help on stderr, and ends with 2, when no command is given", async () => {
    const { code, stdout, stderr } = await groundplan(folder, []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Usage: groundplan");
  });

  test("prints its version", async () => {
    expect(await groundplan(folder, ["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test("asks to report a bug of its own, with the stack only for who debugs", async () => {
    const broken = new Proxy({}, { get: (_target, name) => (name === "GROUNDPLAN_DEBUG" ? undefined : fail()) });
    const { code, stderr } = await groundplan(folder, ["synth"], { env: broken });
    expect(code).toBe(3);
    expect(stderr).toBe(
      "internal error: out of order\n" +
        "  This is a bug in groundplan, not in your spec. Please report it with the spec that causes it.\n" +
        "  Set GROUNDPLAN_DEBUG=1 to see where it happened.\n",
    );
    const debugged = new Proxy({}, { get: (_target, name) => (name === "GROUNDPLAN_DEBUG" ? "1" : fail()) });
    expect((await groundplan(folder, ["synth"], { env: debugged })).stderr).toContain("    at ");
  });
});

function fail(): never {
  throw new Error("out of order");
}
