import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { readSecrets } from "../aws/secret-source.ts";
import { nothing, type UseCompiler } from "./use.ts";

/** The secret's ARN, and leave to read that one: what `secrets` of a service delivers, its pods cannot read themselves. */
export const useSecret: UseCompiler = ({ context, data, target }) => {
  const source = data.secrets[target];
  if (!source) return nothing;
  return {
    ...nothing,
    environment: { [`${variableStem(target)}_SECRET_ARN`]: source.arn },
    statements: readSecrets(context.region, [source], target.replaceAll("-", "")),
    reach: [{ to: "aws", service: "secretsmanager" }],
  };
};
