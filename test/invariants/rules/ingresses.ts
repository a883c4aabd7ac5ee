import {
  type Data,
  type Emitted,
  type EmittedObject,
  nameOf,
  namespaceOf,
  objectsOfKind,
  titleOf,
} from "../emitted.ts";
import type { Invariant } from "../invariant.ts";
import { list } from "../pods.ts";

/** A path to a port that its Service does not have answers 503 for ever. */
export const ingressTargets: Invariant = {
  name: "every path of an Ingress leads to a port of a Service in its namespace",
  check: (emitted) =>
    objectsOfKind(emitted, "Ingress").flatMap((object) => {
      const spec = (object.manifest["spec"] ?? {}) as Data;
      const backends = [
        ...(spec["defaultBackend"] ? [spec["defaultBackend"] as Data] : []),
        ...list(spec["rules"]).flatMap(({ http }) =>
          list((http as Data | undefined)?.["paths"]).map(({ backend }) => backend as Data),
        ),
      ];
      return (
        backends
          .map(({ service }) => service as Data | undefined)
          // An action of the controller, such as a redirect, is named by an annotation and has no Service.
          .filter((service) => (service?.["port"] as Data | undefined)?.["name"] !== "use-annotation")
          .filter((service) => !isAnswered(emitted, object, service))
          .map((service) => `${titleOf(object)}: nothing is at ${JSON.stringify(service)}`)
      );
    }),
};

function isAnswered(emitted: Emitted, { manifest }: EmittedObject, backend: Data | undefined): boolean {
  const service = objectsOfKind(emitted, "Service").find(
    (each) => nameOf(each.manifest) === backend?.["name"] && namespaceOf(each.manifest) === namespaceOf(manifest),
  );
  const wanted = (backend?.["port"] ?? {}) as Data;
  const ports = list(((service?.manifest["spec"] ?? {}) as Data)["ports"]);
  return ports.some(({ name, port }) =>
    wanted["number"] === undefined ? name === wanted["name"] : port === wanted["number"],
  );
}
