import { expect, test } from "vitest";
import { checkPolicies } from "../../../policies/check-policies.ts";
import { compile } from "../../compiler/compile.ts";
import { today } from "../check-case.ts";
import { specText } from "../fixture.ts";
import { patchGraph } from "../patch-graph.ts";

test("the tag of an environment is asked for where one is chosen", () => {
  const compiled = compile(`${specText({})}\nenvironments: { staging: {} }\n`, "staging");
  const remove = ["providers.aws.defaultTags[0].tags.environment"];
  const graph = patchGraph(compiled.graph, [{ stack: "data", remove }]);
  const messages = checkPolicies({ ...compiled, graph, today }).findings.map(({ message }) => message);
  expect(messages).toEqual(['resources of stack "data" have no "environment"']);
});
