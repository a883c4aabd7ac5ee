import { describe, expect, test } from "vitest";
import { showLines } from "../../../policies/hidden/show-lines.ts";
import { renderHtml } from "../../../policies/report/html.ts";
import { renderPretty } from "../../../policies/report/pretty.ts";
import { findingsReport, openFinding, plainOptions } from "../report/sample-report.ts";

const shown = (text: string): string => showLines(text).texts.join("\n");

describe("the lines of a spec as they are shown", () => {
  test.each([
    ["a password by its name", "env: { DB_PASSWORD: hunter2 }", "env: { DB_PASSWORD: ••• }"],
    ["a password in quotes", "env: { DB_PASSWORD: 'hunter2' }", "env: { DB_PASSWORD: ••• }"],
    ["a number", "env: { DB_PASSWORD: 12345 }", "env: { DB_PASSWORD: ••• }"],
    [
      "two on a line",
      "env: { A_TOKEN: a1, LEVEL: info, B_TOKEN: b2 }",
      "env: { A_TOKEN: •••, LEVEL: info, B_TOKEN: ••• }",
    ],
    ["a variable of an override", "- { name: DB_PASSWORD, value: hunter2 }", "- { name: DB_PASSWORD, value: ••• }"],
    [
      "the word after an option",
      "args: [--password, hunter2, --level, info]",
      "args: [--password, •••, --level, info]",
    ],
    ["a word that holds one", "args: [--password=hunter2, --level=info]", "args: [•••, --level=info]"],
    [
      "a text over several lines",
      "TOKEN: >-\n  hunter2\n  hunter3\nLEVEL: info",
      "TOKEN: •••\n  •••\n  •••\nLEVEL: info",
    ],
    ["a file", "files:\n  /a: |\n    password: hunter2\n    level: info", "files:\n  /a: •••\n    •••\n    •••"],
    ["a comment", "level: info # password: hunter2", "level: info •••"],
    ["a line that is commented out", "level: info\n#  DB_PASSWORD: hunter2", "level: info\n•••"],
    ["what an alias repeats", "a: { token: &t hunter2 }\nb: [*t]", "a: { token: &t ••• }\nb: [*t]"],
    ["what was meant to be a map", "secrets: { STRIPE: hunter2 }", "secrets: { STRIPE: ••• }"],
    ["lines of what is no YAML", "a: 'b\npassword: hunter2\nlevel: info", "a: 'b\n•••\nlevel: info"],
    [
      "a block of what is no YAML",
      "a: 'b\npassword: |\n  hunter2\nlevel: info",
      "a: 'b\npassword: |\n  •••\nlevel: info",
    ],
  ])("hide %s", (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test("hide a key in what is no YAML from its first line to its last", () => {
    const text = shown(
      "a: 'b\nkey: |\n  -----BEGIN PRIVATE KEY-----\n  hunter2\n  hunter3\n  -----END PRIVATE KEY-----\n",
    );
    expect(text).not.toContain("hunter");
  });

  test.each([
    "secrets: { stripe: { name: shop/stripe } }",
    "secrets: { STRIPE_KEY: { secret: stripe, property: apiKey } }",
    "stores: { db: { secret: database-url } }",
    "uses: { token: connect, access-token: send }",
    "hosts: { example.com: { paths: { /token: api, /: web } } }",
    "env: { LOG_LEVEL: info, DB_PASSWORD_FILE: /run/secrets/db }",
    "certificate: arn:aws:acm:eu-west-1:111122223333:certificate/6b5c1a2e-8f0d-4e3b-9a7c-1d2e3f4a5b6c",
    "image: { tag: 1.4.2, digest: 'sha256:9b7c0fda1f4bd5d2a1b2f1dfb2f6cf5d35a7b4b0b1d5f6a0c1c9d3b1a2e4f5a6' }",
    "userPools: { users: { clients: { web: { accessToken: 30m, refreshToken: 7d } } } }",
    "# The password is in Secrets Manager.\nlevel: info",
  ])("keep %s", (text) => {
    expect(shown(text)).toBe(text);
  });
});

describe("a frame", () => {
  const [shop] = findingsReport.systems;
  if (!shop) throw new Error("the sample has no system");
  const text = "env: { DB_PASSWORD: hunter2hunter2, LEVEL: info }\nnext: line\n";
  const reportOf = (column: number, endColumn: number) => {
    const range = { line: 1, column, endLine: 1, endColumn };
    const system = { ...shop, text, lines: showLines(text), findings: [{ ...openFinding, range }] };
    return { ...findingsReport, systems: [system] };
  };

  test.each([
    ["what comes before what is hidden", 8, 19, "DB_PASSWORD"],
    ["what is hidden", 21, 35, "•••"],
    ["a part of what is hidden", 25, 30, "•••"],
    ["what comes after what is hidden", 37, 42, "LEVEL"],
    ["all of it", 6, 50, "{ DB_PASSWORD: •••, LEVEL: info }"],
  ])("points at %s", (_, column, endColumn, marked) => {
    const report = reportOf(column, endColumn);
    const rows = renderPretty(report, plainOptions).split("\n");
    const [line = "", underline = ""] = rows.filter((row) => /^(1| ) \| ./.test(row));
    expect(line).toContain("DB_PASSWORD: •••, LEVEL: info");
    expect(line.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1)).toBe(marked);
    expect(renderHtml(report, plainOptions)).toContain(`<mark>${marked}</mark>`);
  });

  test("is drawn from no text of a spec whose lines nobody made ready", () => {
    const { lines: _, ...unready } = shop;
    const report = { ...findingsReport, systems: [{ ...unready, text: "the text of a spec\n".repeat(20) }] };
    for (const render of [renderPretty, renderHtml])
      expect(render(report, plainOptions)).not.toContain("the text of a spec");
  });
});
