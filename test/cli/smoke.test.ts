import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { judgeAnswer } from "../../compiler/cli/smoke/judge-answer.ts";
import { edge } from "../compiler/edge.ts";
import { folderWith, groundplan } from "./harness.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const ca = fixture("smoke-certificate.pem");
const certificate = { cert: readFileSync(ca), key: readFileSync(fixture("smoke-key.pem")) };

/** Answers as the load balancer of the spec would: an API that is ill, and a site that is well. */
const answer: RequestListener = ({ url = "", headers }, response) => {
  if (headers.host !== "factory.example.com") response.writeHead(421);
  else if (url === "/slow") return;
  else response.writeHead(url === "/ill" ? 503 : 404);
  response.end();
};

const servers: Server[] = [];
const secure = await portOf(createSecureServer(certificate, answer));
const plain = await portOf(createServer(answer));
const redirecting = await portOf(
  createServer(({ url }, response) =>
    response.writeHead(301, { location: `https://factory.example.com:443${url}` }).end(),
  ),
);
const detours = (port: number): string[] => [
  ...["--resolve", `factory.example.com:80=127.0.0.1:${port}`],
  ...["--resolve", `factory.example.com=127.0.0.1:${secure}`],
];
const folder = (spec: string): string => folderWith({ "spec/factory/spec.yaml": spec });
const api = (path: string): string => edge.replace("/api: api", `${path}: api`);

afterAll(() => {
  for (const server of servers) server.close();
});

describe("smoke", () => {
  test("finds every path and the redirect of a system that is well", async () => {
    const ended = await groundplan(folder(edge), ["smoke", "--ca", ca, ...detours(redirecting)]);
    expect({ ...ended, stdout: ended.stdout.replaceAll(/\d{4,} days/g, "many days") }).toEqual({
      code: 0,
      stderr: "",
      stdout: `factory: 3 probes, all well
  public
    ok   http://factory.example.com/: 301 to https://factory.example.com:443/
    ok   https://factory.example.com/: 404, certificate valid for many days
    ok   https://factory.example.com/api: 404, certificate valid for many days
`,
    });
  });

  test("fails when a service is ill, and when nothing leads to HTTPS", async () => {
    const { code, stdout } = await groundplan(folder(api("/ill")), ["smoke", "--ca", ca, ...detours(plain)]);
    expect(code).toBe(1);
    expect(stdout).toContain("factory: 3 probes, 2 failed");
    expect(stdout).toContain("FAIL http://factory.example.com/: 404, and no redirect to HTTPS");
    expect(stdout).toMatch(/FAIL https:\/\/factory\.example\.com\/ill: 503, certificate/);
  });

  test("fails when nobody trusts the certificate, and says so", async () => {
    const { code, stdout } = await groundplan(folder(edge), ["smoke", ...detours(redirecting)]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL https:\/\/factory\.example\.com\/: self-signed certificate/);
  });

  test("gives up on a slow answer", async () => {
    const args = ["smoke", "--ca", ca, "--timeout", "0.3", ...detours(redirecting)];
    const { code, stdout } = await groundplan(folder(api("/slow")), args);
    expect(code).toBe(1);
    expect(stdout).toContain("FAIL https://factory.example.com/slow: no answer in time");
  });

  test("asks one URL for every host, which the request names", async () => {
    const args = ["smoke", "--format", "json", "--base-url", `http://127.0.0.1:${plain}`];
    const { code, stdout } = await groundplan(folder(api("/ill")), args);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      failed: 1,
      systems: [
        {
          name: "factory",
          results: [
            result({ url: "https://factory.example.com/", isWell: true, found: "404", status: 404 }),
            result({ url: "https://factory.example.com/ill", isWell: false, found: "503", status: 503 }),
          ],
        },
      ],
    });
  });

  test("asks a network route at the address that it is given, and fails without one", async () => {
    const spec = folder(edge.replace(/ {4}loadBalancer[\s\S]*/, "    listen: { 80: api }\n"));
    expect(await groundplan(spec, ["smoke"])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("nothing says where it is: add --resolve public="),
    });
    const args = ["smoke", "--resolve", `public=localhost:${redirecting}`];
    expect(await groundplan(spec, args)).toMatchObject({ code: 0, stdout: expect.stringContaining(": 301") });
  });

  test("says when nobody listens", async () => {
    const port = await portOf(createServer());
    servers.pop()?.close();
    const { code, stdout } = await groundplan(folder(edge), ["smoke", "--base-url", `http://127.0.0.1:${port}`]);
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining("nobody listens there") });
  });

  test("asks nothing of a spec with a mistake, nor with arguments that make no sense", async () => {
    expect((await groundplan(folder(edge.replace("web }", "wbe }")), ["smoke"])).code).toBe(2);
    for (const args of [
      ["--timeout", "soon"],
      ["--resolve", "public"],
      ["--base-url", "ftp://x"],
      ["--ca", "none.pem"],
    ])
      expect((await groundplan(folder(edge), ["smoke", ...args])).code).toBe(2);
  });
});

describe("a certificate", () => {
  test.each([
    ["2026-12-10T00:00:00Z", true],
    ["2026-11-30T00:00:00Z", false],
  ])("that is valid until %s, seen on 20 November: well is %s", (until, isWell) => {
    const target = { route: "public", url: "", protocol: "https:", host: "", path: "/", expected: "answer" } as const;
    const answered = { kind: "answer", status: 200, certificateUntil: new Date(until) } as const;
    expect(judgeAnswer(target, answered, new Date("2026-11-20T12:00:00Z"))).toMatchObject({ isWell });
  });
});

function result(rest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { route: "public", expected: "answer", ...rest };
}

function portOf(server: Server): Promise<number> {
  servers.push(server);
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));
}
