import { describe, expect, it } from "vitest";
import { compile, shop } from "./compile.ts";

/** The shop with more in a section, used by the worker. */
function withUse(sections: string, uses: string): ReturnType<typeof compile>["graph"] {
  const text = shop.replace("services:\n", `${sections}\nservices:\n`);
  return compile(text.replace("uses: { jobs: receive }", `uses: { ${uses} }`)).graph;
}

type Graph = ReturnType<typeof withUse>;

const containersOf = (graph: Graph) =>
  graph.objects("Deployment").find(({ name }) => name === "shop.worker")?.object.spec?.template.spec?.containers;
const egressOf = (graph: Graph) =>
  graph.objects("NetworkPolicy").find(({ name }) => name === "shop.worker")?.object.spec?.egress;

describe("a host elsewhere", () => {
  it("is reached at its addresses and its port only", () => {
    const graph = withUse(
      "external: { mail: { host: smtp.example.com, port: 587, cidrs: [203.0.113.0/26] } }",
      "mail: connect",
    );
    expect(egressOf(graph)).toEqual([
      { to: [{ ipBlock: { cidr: "203.0.113.0/26" } }], ports: [{ protocol: "TCP", port: 587 }] },
    ]);
    expect(containersOf(graph)).toMatchObject([
      {
        env: [
          { name: "MAIL_HOST", value: "smtp.example.com" },
          { name: "MAIL_PORT", value: "587" },
        ],
      },
    ]);
  });

  it("is any public address where nobody knows its own, and has a URL on 443", () => {
    const graph = withUse("external: { deepgram: { host: api.deepgram.com } }", "deepgram: connect");
    expect(egressOf(graph)).toMatchObject([
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32", "10.20.0.0/16"] } }] },
    ]);
    expect(containersOf(graph)).toMatchObject([
      { env: expect.arrayContaining([{ name: "DEEPGRAM_URL", value: "https://api.deepgram.com" }]) },
    ]);
  });
});
