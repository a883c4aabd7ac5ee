import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cleanSpec, folderWith, groundplan } from "./harness.ts";

const renamed = cleanSpec
  .replace("jobs: send-receive", "tasks: send-receive")
  .replace("  jobs: {}", "  tasks: { renamedFrom: jobs }");
const folder = folderWith({ "spec/shop/spec.yaml": renamed });
const report = async (format: string) => (await groundplan(folder, ["check", "--format", format])).stdout;
const line = renamed.split("\n").findIndex((text) => text.includes("renamedFrom")) + 1;

test("a rename is a file of moved blocks beside the stack that it changes, and in no other", async () => {
  expect((await groundplan(folder, ["compile"])).code).toBe(0);
  const moved = JSON.parse(readFileSync(join(folder, "out/stacks/shop-data/moved.tf.json"), "utf8"));
  expect(moved).toEqual({
    moved: [
      { from: "aws_sqs_queue.jobs", to: "aws_sqs_queue.tasks" },
      { from: "aws_sqs_queue.jobs_dead_letter", to: "aws_sqs_queue.tasks_dead_letter" },
    ],
  });
  expect(existsSync(join(folder, "out/stacks/shop-network/moved.tf.json"))).toBe(false);
});

test("every report says what is moved, and what is replaced", async () => {
  expect(await report("pretty")).toContain(
    `renamed\n  queues.tasks was jobs (spec/shop/spec.yaml:${line}): moves 2 resources, and replaces nothing\n`,
  );
  expect(await report("markdown")).toMatch(/\| renamed \| from \| where \| moved \| replaced all the same \|/);
  expect(JSON.parse(await report("json")).systems[0].renames).toEqual([
    { path: "queues.tasks", from: "jobs", line, moved: 2, replaced: [] },
  ]);
});
