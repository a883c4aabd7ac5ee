import { ref } from "../../schema/graph/graph.ts";
import { type Text, text } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Data } from "../aws/data.ts";
import type { Registry } from "../aws/registry.ts";
import type { SecretVariable } from "../aws/secret-source.ts";
import { workloadSecrets } from "../aws/service-secrets.ts";
import type { Context } from "../context.ts";
import { givenTo } from "../uses/registry.ts";
import type { Workload } from "../workload.ts";
import type { Helper } from "./helper-containers.ts";
import { mounted } from "./mounted.ts";
import type { PodInput } from "./pod.ts";

/** What the pods of a workload are made from: its image, and what its `uses`, `secrets` and `env` give it. */
export function podInput(
  context: Context,
  { data, registry }: { readonly data: Data; readonly registry: Registry },
  workload: Workload,
): PodInput {
  const { name, service, extras } = workload;
  const secrets = workloadSecrets(context, data, workload);
  return {
    name,
    service,
    extras,
    mounted: mounted(workload),
    serviceAccount: name,
    image: image(registry, service.image),
    helpers: [
      ...helpers(registry, service.init, { stays: false }),
      ...helpers(registry, service.sidecars, { stays: true }),
    ],
    environment: {
      plain: { ...connections(context, data, service), ...service.env },
      secret: secrets.map((secret) => ({ variable: secret.variable, ...keptIn(name, secret) })),
    },
  };
}

/** Containers beside the service's own, with their images. */
function helpers(
  registry: Registry,
  containers: Service["init"] | Service["sidecars"],
  { stays }: Pick<Helper, "stays">,
): Helper[] {
  return Object.entries(containers).map(([name, spec]) => ({ name, image: image(registry, spec.image), spec, stays }));
}

/** The Kubernetes secret that holds a variable's value: what is delivered is under the workload's own name. */
function keptIn(workload: string, secret: SecretVariable): { readonly name: string; readonly key: string } {
  return "held" in secret ? secret.held : { name: workload, key: secret.variable };
}

/** The variables by which a service finds what it uses. */
function connections(context: Context, data: Data, service: Service): Record<string, Text> {
  return Object.assign({}, ...givenTo(context, data, service).map(({ environment }) => environment));
}

/** The image by digest where there is one, else by tag. */
function image({ repositories }: Registry, spec: Service["image"]): Text {
  const own = spec.repository === undefined ? undefined : repositories[spec.repository];
  const name: Text = own ? ref(own, "repository_url") : (spec.external ?? "");
  return spec.digest === undefined ? text`${name}:${spec.tag ?? ""}` : text`${name}@${spec.digest}`;
}
