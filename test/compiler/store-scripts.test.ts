import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configPath, configuration, form, rejoin, start } from "../../compiler/stores/redis-scripts.ts";

const peers = ["cache-0.cache-headless", "cache-1.cache-headless", "cache-2.cache-headless"];

/** Runs a script with stand-ins for the programs that it calls, and gives what it and they print. */
function run(
  script: string,
  programs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): string {
  const folder = mkdtempSync(join(tmpdir(), "store-scripts-"));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, "redis.conf"), configuration("512Mi", true));
  const here = script.replaceAll(configPath, folder).replaceAll("/data/", `${folder}/`);
  return execFileSync("sh", ["-c", here], {
    encoding: "utf8",
    env: { PATH: `${folder}:${process.env["PATH"]}`, STATE: folder, ...env },
  });
}

describe("the scripts of a Redis", () => {
  it("start the server with a password that the arguments do not show", () => {
    const printed = run(start, { "redis-server": 'echo "started with $*"; cat' }, { REDISCLI_AUTH: 'a"b\\c$d' });
    expect(printed).toMatch(/^started with -\n/);
    expect(printed).toContain("maxmemory 402653184\n");
    expect(printed).toContain('requirepass "a\\"b\\\\c$d"\n');
    expect(printed).not.toContain("cluster-announce-ip");
  });

  it("announce the address that the pod has now", () => {
    const printed = run(rejoin(peers) + start, { "redis-server": "cat" }, { REDISCLI_AUTH: "a", POD_IP: "10.0.0.7" });
    expect(printed).toContain("cluster-announce-ip 10.0.0.7\n");
  });

  it("make a cluster once, and only wait for one that is there", () => {
    const programs = {
      getent: 'case "$2" in cache-0*) echo "10.0.0.1 STREAM" ;; *) echo "10.0.0.2 STREAM" ;; esac',
      "redis-cli": `case "$*" in
*ping) echo PONG ;;
*create*) echo "$@"; touch "$STATE/formed" ;;
*info) if [ -f "$STATE/formed" ]; then echo cluster_state:ok; else echo cluster_slots_assigned:0; fi ;;
esac`,
    };
    const script = form(peers, 1);
    expect(run(`${script}${script}`, programs, {})).toBe(
      "--cluster create 10.0.0.1:6379 10.0.0.2:6379 10.0.0.2:6379 --cluster-replicas 1 --cluster-yes\n",
    );
  });
});
