import { isReference, type Reference, type Template } from "../../schema/graph/value.ts";

/** Where a chart's values hold what a reference stands for: `["cluster", "aws_iam_role", "api", "arn"]`. */
export function valuePath({ $ref, attribute, function: name }: Reference): readonly string[] {
  const [stack = "", resource = ""] = $ref.split("/", 2);
  return [stack, ...resource.split("."), name ? `${attribute}_${name}` : attribute].map((key) =>
    key.replaceAll(/\W+/g, "_"),
  );
}

/** A value that only Terraform knows, for people: `<aws_iam_role.api.arn>`. */
export function placeholder(value: Reference | Template): string {
  if (!isReference(value))
    return value.$template.map((part) => (typeof part === "string" ? part : placeholder(part))).join("");
  const attribute = `${value.$ref.slice(value.$ref.indexOf("/") + 1)}.${value.attribute}`;
  return value.function ? `<${value.function}(${attribute})>` : `<${attribute}>`;
}

/**
 * The Helm action that prints a value. JSON keeps a number a number and escapes whatever text there is.
 * https://helm.sh/docs/chart_template_guide/function_list/
 */
export function helmAction(value: Reference | Template): string {
  if (isReference(value)) return `{{ .Values.${valuePath(value).join(".")} | toJson }}`;
  const format = value.$template.map((part) => (typeof part === "string" ? part.replaceAll("%", "%%") : "%v")).join("");
  const values = value.$template
    .filter((part) => typeof part !== "string")
    .map((part) => `.Values.${valuePath(part).join(".")}`);
  return `{{ printf ${JSON.stringify(format)} ${values.join(" ")} | toJson }}`;
}

/** Escapes text that Helm would read as an action. */
export function escapeActions(text: string): string {
  return text.includes("{{") ? text.replaceAll("{{", '{{ "{{" }}') : text;
}
