import { accessKinds, accessStates, reasonKinds } from "../../access-matrix/access.ts";
import { described, list, nullable, object, text, texts } from "../schema-parts.ts";
import { accessVersion } from "./access-json.ts";

const flag = { type: "boolean" };

const reason = object("A line of the spec that asks for a way.", {
  kind: described(
    { enum: [...reasonKinds] },
    "An edge of `uses`, a route, a secret's delivery, or the part of the spec itself.",
  ),
  path: described(text, "The place in the spec, e.g. `services.api.uses.jobs`."),
  says: described(text, "What the line says in a word, e.g. the verb of `uses`. Empty where its being there says all."),
  line: described({ type: "integer", minimum: 1 }, "The line of the spec, from 1."),
});

const way = object("One way from a source to a target.", {
  kind: described(
    { enum: [...accessKinds] },
    "Over the network alone, through an API of AWS or of Kubernetes, or as the value of a secret that External Secrets fetches.",
  ),
  state: described({ enum: [...accessStates] }, "Open, closed by a missing hop, or known only at apply."),
  reason: described(
    nullable(text),
    "What is missing, or why nobody can tell before apply. Null for a way that is open.",
  ),
  declared: described(flag, "Whether a line asks for the way and for all that it allows."),
  ports: described(texts, "TCP ports: `443`, `8000-8100`, or `every`."),
  path: described(texts, "The hops that are passed, in order."),
  actions: described(
    list(
      object("An action of AWS, or a verb and a resource of Kubernetes.", {
        name: text,
        asked: described(flag, "Whether one of the way's lines implies it."),
      }),
    ),
    "What AWS or Kubernetes allows, sorted.",
  ),
  because: described(list(reason), "The lines that ask for it. Empty where nothing does."),
});

const matrix = {
  sources: described(texts, "The rows: paths of the spec, `internet`, `nodes`, and ranges of addresses."),
  targets: described(
    texts,
    "The columns: paths of the spec, `nodes`, `internet`, `aws`, `kubernetes`, and ranges of addresses.",
  ),
  cells: described(
    list(
      object("All that is between a source and a target.", {
        source: text,
        target: text,
        declared: flag,
        ways: list(way),
      }),
    ),
    "Only the pairs between which there is something, by row and then by column.",
  ),
};

/** The JSON Schema of one system's matrix, in the report. */
export const accessMatrixSchema = object("Who can reach what. Null when nothing was compiled.", matrix);

/** The JSON Schema of what `groundplan access --format json` prints. Every key is always there. */
export const accessSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $comment: "Printed by `groundplan generate`. Do not edit.",
  title: "groundplan access",
  ...object("Who can reach what in some systems, and which line asks for it.", {
    version: { const: accessVersion },
    tool: object("What made the document.", { name: { const: "groundplan" }, version: text }),
    systems: list(
      object("One spec in one environment.", {
        ...{ file: text, system: text },
        environment: described(nullable(text), "Null for the spec without an environment."),
        ...matrix,
      }),
    ),
  }),
};
