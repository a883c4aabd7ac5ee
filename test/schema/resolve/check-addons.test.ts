import { describe, expect, test } from "vitest";
import { load, places, smallest } from "../harness.ts";

const image = 'image: { repository: api, tag: "1" }';

describe("what only an add-on can do has that add-on", () => {
  test("a route needs the controller that makes its load balancer", () => {
    const yaml = `${smallest}services:\n  api: { ${image}, port: 80 }\nroutes:\n  public: { listen: { 80: api } }\n`;
    const { findings } = load(yaml);
    expect(findings.map(({ code, help }) => [code, help])).toEqual([
      ["conflict", 'add "aws-load-balancer-controller: {}" to "cluster.addons"'],
    ]);
    expect(places(findings)[0]).toContain(" 14:");
  });

  test("a service with secrets needs what delivers them", () => {
    const yaml = `${smallest}secrets: { key: {} }\nservices:\n  api: { ${image}, secrets: { KEY: { secret: key } } }\n`;
    expect(load(yaml).findings.map(({ message }) => message)).toEqual([
      'the service "api" has nothing to deliver its secrets',
    ]);
  });

  test("a stateful service needs what makes its volumes", () => {
    const stateful = "stateful: { storage: 20Gi, mountPath: /data }";
    const { findings } = load(`${smallest}services:\n  api: { ${image}, ${stateful} }\n`);
    expect(findings.map(({ code, help }) => [code, help])).toEqual([
      ["conflict", 'add "aws-ebs-csi-driver: {}" to "cluster.addons"'],
    ]);
  });
});
