import { describe, expect, it } from "vitest";
import { compile, shop } from "./compile.ts";

const withProbes = (probes: string) => compile(shop.replace("port: 8080", `port: 8080\n    probes: ${probes}`)).graph;
const container = (probes: string) => {
  const api = withProbes(probes)
    .objects("Deployment")
    .find(({ name }) => name === "shop.api");
  return JSON.parse(JSON.stringify(api?.object.spec?.template.spec))?.containers[0];
};
const healthCheck = (probes: string) => {
  const balancer = withProbes(probes)
    .objects("Service")
    .find(({ name }) => name === "shop.api-public");
  const annotations = Object.entries(balancer?.object.metadata?.annotations ?? {});
  return annotations
    .filter(([key]) => key.includes("healthcheck"))
    .map(([key, value]) => [key.split("-").at(-1), value]);
};

describe("a probe", () => {
  it("asks an HTTP path where it has one", () => {
    expect(container("{ readiness: { path: /ready } }").readinessProbe).toMatchObject({
      httpGet: { path: "/ready", port: 8080 },
    });
  });

  it("is content with a connection where it has no path", () => {
    expect(container("{ readiness: {}, liveness: { port: 9000, period: 1m } }")).toMatchObject({
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 },
      livenessProbe: { tcpSocket: { port: 9000 }, periodSeconds: 60 },
    });
  });

  it("runs its command, and then needs no port", () => {
    expect(container("{ startup: { command: [check, --fast] } }").startupProbe).toEqual({
      exec: { command: ["check", "--fast"] },
      periodSeconds: 10,
      timeoutSeconds: 1,
      failureThreshold: 3,
    });
  });
});

describe("a load balancer", () => {
  it("asks what the readiness probe asks, if that can be asked from outside", () => {
    expect(healthCheck("{ readiness: { path: /ready, port: 8081 } }")).toEqual([
      ["protocol", "http"],
      ["path", "/ready"],
      ["port", "8081"],
    ]);
    expect(healthCheck("{ readiness: { port: 8081 } }")).toEqual([
      ["protocol", "tcp"],
      ["port", "8081"],
    ]);
    expect(healthCheck("{ readiness: { command: [check] } }")).toEqual([["protocol", "tcp"]]);
  });
});
