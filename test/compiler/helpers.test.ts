import { describe, expect, it } from "vitest";
import { checkObjects } from "../../compiler/validate/check-objects.ts";
import { printGraph } from "../../schema/graph/print-graph.ts";
import { compile } from "./compile.ts";
import { helpers } from "./helpers.ts";

const { graph } = compile(helpers);
const pods = [
  ...graph.objects("Deployment").map(({ object }) => object.spec?.template.spec),
  ...graph.objects("CronJob").map(({ object }) => object.spec?.jobTemplate.spec?.template.spec),
  ...graph.objects("Job").map(({ object }) => object.spec?.template.spec),
].map((pod) => JSON.parse(JSON.stringify(pod)));
const [web, tidy, migration] = pods;
const helper = (name: string) => web.initContainers.find((container: { name: string }) => container.name === name);

describe("containers beside a service's own", () => {
  it("compile to the reviewed graph, which Kubernetes takes", async () => {
    await expect(printGraph(graph)).toMatchFileSnapshot("../golden/graph/helpers.yaml");
    expect(checkObjects(graph)).toEqual([]);
  });

  it("start with the sidecars, which stay, and go on by their names", () => {
    const order = web.initContainers.map(({ name, restartPolicy }: Record<string, string>) => [name, restartPolicy]);
    expect(order).toEqual([
      ["proxy", "Always"],
      ["check", undefined],
      ["unpack", undefined],
    ]);
    expect(tidy.initContainers[0]).toMatchObject({ name: "shipper", restartPolicy: "Always" });
  });

  it("are as hardened as the service's own", () => {
    for (const { securityContext } of web.initContainers)
      expect(securityContext).toEqual(web.containers[0].securityContext);
  });

  it("have the variables that they name, and no other of the service", () => {
    expect(helper("proxy").env).toEqual([
      { name: "LOG", value: "off" },
      { name: "MODE", value: "production" },
      { name: "API_KEY", valueFrom: { secretKeyRef: { name: "web", key: "API_KEY" } } },
    ]);
    expect(helper("unpack")).not.toHaveProperty("env");
  });

  it("have the volumes that they name, the files, and writable directories of their own", () => {
    expect(helper("unpack").volumeMounts).toEqual([
      { name: "writable-unpack-0", mountPath: "/tmp" },
      { name: "volume-assets", mountPath: "/target" },
      { name: "files", mountPath: "/etc/blog.yaml", subPath: "0-blog.yaml", readOnly: true },
    ]);
    expect(web.containers[0].volumeMounts).toContainEqual({ name: "writable-0", mountPath: "/tmp" });
  });

  it("have repositories of their own where their images are the system's", () => {
    expect(graph.resources("aws_ecr_repository").map(({ name, origin }) => [name, origin.join(".")])).toEqual([
      ["blog_assets", "services.web.init.unpack.image"],
      ["blog_web", "services.tidy.image"],
    ]);
  });

  it("are not in a migration's pod", () => {
    expect(migration).not.toHaveProperty("initContainers");
  });
});
