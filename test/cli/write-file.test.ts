import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeSpec } from "../../compiler/cli/write-spec.ts";
import { bareSpec, cleanSpec, filesIn, folderWith, groundplan } from "./harness.ts";

const flawed = `${bareSpec}\nnetwork: { endpoints: { s3: {} }, flowLogs: { enabled: false } }\n`;
const mended = flawed.replace("enabled: false", "enabled: true");

function shop(): string {
  return folderWith({ "spec/shop/spec.yaml": flawed });
}

describe("a file that is written again", () => {
  test("stays what a link leads to", async () => {
    const folder = shop();
    mkdirSync(join(folder, "spec/link"));
    symlinkSync("../shop/spec.yaml", join(folder, "spec/link/spec.yaml"));
    expect(await groundplan(folder, ["check", "--fix", "spec/link"])).toMatchObject({ code: 0 });
    expect(readlinkSync(join(folder, "spec/link/spec.yaml"))).toBe("../shop/spec.yaml");
    expect(readFileSync(join(folder, "spec/shop/spec.yaml"), "utf8")).toBe(mended);
  });

  test("keeps its mode", async () => {
    const folder = shop();
    chmodSync(join(folder, "spec/shop/spec.yaml"), 0o640);
    await groundplan(folder, ["check", "--fix"]);
    expect(readFileSync(join(folder, "spec/shop/spec.yaml"), "utf8")).toBe(mended);
    expect(statSync(join(folder, "spec/shop/spec.yaml")).mode & 0o777).toBe(0o640);
  });

  test("is left alone when it is read-only", async () => {
    const folder = shop();
    chmodSync(join(folder, "spec/shop/spec.yaml"), 0o444);
    const { code, stderr } = await groundplan(folder, ["check", "--fix"]);
    expect(code).toBe(2);
    expect(stderr).toContain(`spec.yaml" (EACCES)\n`);
    expect(filesIn(folder)).toEqual({ "spec/shop/spec.yaml": flawed });
  });

  test("is left alone when somebody else has written it meanwhile", () => {
    const folder = shop();
    const read = { file: "spec/shop/spec.yaml", bytes: new TextEncoder().encode(cleanSpec) };
    expect(() => writeSpec(read, mended, folder)).toThrow("was changed by somebody else meanwhile");
    expect(filesIn(folder)).toEqual({ "spec/shop/spec.yaml": flawed });
  });
});

describe("a report", () => {
  test("goes through a link to a file that is not there yet", async () => {
    const folder = shop();
    symlinkSync("report.json", join(folder, "latest.json"));
    await groundplan(folder, ["check", "--format", "json", "--output", "latest.json"]);
    expect(lstatSync(join(folder, "latest.json")).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(join(folder, "report.json"), "utf8"))).toHaveProperty("systems");
  });

  test("goes into a pipe, and the pipe stays", async () => {
    const folder = shop();
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    const read: Buffer[] = [];
    reader.stdout.on("data", (chunk: Buffer) => read.push(chunk));
    const closed = once(reader, "close");
    await groundplan(folder, ["check", "--report", "json=pipe"]);
    await closed;
    expect(JSON.parse(Buffer.concat(read).toString())).toHaveProperty("systems");
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test("makes the folders that it needs, and says where it cannot", async () => {
    const folder = shop();
    await groundplan(folder, ["check", "--output", "a/b/report.txt"]);
    expect(readFileSync(join(folder, "a/b/report.txt"), "utf8")).toContain("[net-flow-logs]");
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await groundplan(folder, ["check", "--output", "file/report.txt"]);
    expect(code).toBe(2);
    expect(stderr).toContain("error: cannot write ");
  });
});
