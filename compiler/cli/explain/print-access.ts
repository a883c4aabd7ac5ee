import type { Model } from "../../../schema/model/model.ts";
import { type AccessFact, accessKinds } from "./access-facts.ts";
import type { Access, AccessEdge, UndeclaredWay } from "./explain-access.ts";
import { section } from "./section.ts";

const labels: Readonly<Record<AccessFact["kind"], string>> = {
  network: "reaches",
  aws: "may in AWS",
  environment: "variable",
  secret: "secret",
  kubernetes: "may in Kubernetes",
  callers: "admits",
};

/** What a service may do and why, or who may do what with a store, a queue or whatever else is used. */
export function printAccess(access: Access, model: Model): string {
  const { subject, uses, otherwise, usedBy, routes, undeclared } = access;
  return [
    `access of ${subject}\n`,
    ...uses.map((edge) => section(`uses ${edge.targetPath}: ${edge.verb} (${edge.place})`, edgeLines(edge))),
    section(
      uses.length > 0 ? "beside what it uses" : "has",
      factLines(otherwise, (fact) => origin(fact, subject, model)),
    ),
    ...usedBy.map((edge) => section(`used by services.${edge.service}: ${edge.verb} (${edge.place})`, edgeLines(edge))),
    section("is led to by", routes),
    section("NOT DECLARED, no line of the spec asks for it", undeclared.map(undeclaredLine)),
    uses.length + usedBy.length + otherwise.length + routes.length + undeclared.length === 0
      ? "\nNothing uses it.\n"
      : "",
  ].join("");
}

function undeclaredLine({ source, target, gives, path }: UndeclaredWay): string {
  return `${source} → ${target}: ${gives.join(", ")} (${path.join(" → ")})`;
}

function edgeLines({ gives, elsewhere }: AccessEdge): readonly string[] {
  return [...factLines(gives, () => ""), ...elsewhere.map((address) => `${"elsewhere".padEnd(width)}${address}`)];
}

const width = Math.max(...Object.values(labels).map(({ length }) => length)) + 2;

function factLines(facts: readonly AccessFact[], note: (fact: AccessFact) => string): readonly string[] {
  return accessKinds.flatMap((kind) =>
    facts.filter((fact) => fact.kind === kind).map((fact) => `${labels[kind].padEnd(width)}${fact.text}${note(fact)}`),
  );
}

/** Where the spec says a variable, for those that it says itself. */
function origin({ variable }: AccessFact, subject: string, { spec, source, sourcePath }: Model): string {
  const [, name = ""] = subject.split(".");
  const key = (["env", "secrets"] as const).find((part) =>
    Object.hasOwn(spec.services[name]?.[part] ?? {}, variable ?? ""),
  );
  if (variable === undefined || key === undefined) return "";
  return ` (${source.file}:${source.locateKey(sourcePath(["services", name, key, variable])).line})`;
}
