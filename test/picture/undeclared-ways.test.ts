import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runSpec } from "../../compiler/cli/pipeline.ts";
import { pictureOf } from "../../compiler/picture/picture-of.ts";
import { basePack } from "../../policies/pack/pack.ts";
import { brokenLaws } from "./laws.ts";

test("ways that are open and that nobody declares are drawn", async () => {
  // The fifth service gets to a database that it has no line for.
  const text = readFileSync("spec/aldea-eks/spec.yaml", "utf8").replace(
    "\nwaivers:",
    `
overrides:
  workloads/NetworkPolicy.default.imp-frontend:
    spec: { egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/16 } }], ports: [{ port: 5432, protocol: TCP }] }] }

waivers:`,
  );
  const [run] = runSpec("spec.yaml", new TextEncoder().encode(text), {
    pack: basePack,
    today: "2026-11-20",
    useWaivers: true,
  });
  if (!run?.compiled) throw new Error(`not valid: ${run?.report.problems.map(({ message }) => message).join()}`);
  const picture = await pictureOf(run.compiled, run.report.findings);
  expect(brokenLaws(picture)).toEqual([]);
  const open = picture.lines.filter(({ way }) => way.kind === "undeclared");
  expect(open.map(({ way }) => [way.from, way.to, way.what])).toEqual([
    ["services.imp-frontend", "stores.aldea-prod", "undeclared"],
  ]);
});
