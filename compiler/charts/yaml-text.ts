import { isReference, type Text, text } from "../../schema/graph/value.ts";
import { printYaml } from "./print-yaml.ts";

/** Data as YAML in one text. What only Terraform knows stands in double quotes, as AWS names and addresses can. */
export function yamlText(data: object): Text {
  return printYaml(data).reduce<Text>((all, piece) => {
    if (typeof piece === "string") return text`${all}${piece}`;
    const parts = isReference(piece) ? [piece] : piece.$template;
    const quoted = parts.reduce<Text>(
      (value, part) => text`${value}${typeof part === "string" ? JSON.stringify(part).slice(1, -1) : part}`,
      "",
    );
    return text`${all}"${quoted}"`;
  }, "");
}
