import { isTemplate } from "../../schema/graph/value.ts";
import type { Condition, PolicyStatement } from "./policy-statements.ts";
import { isWhole } from "./resource-scope.ts";

/** Condition keys that limit an action to some resources, as its resources otherwise would. Their case does not matter. */
const scoping = /ResourceTag\/|RequestTag\/|:SourceArn$|:AWSServiceName$|:CreateAction$|:ViaService$/i;
const tag = /(Resource|Request)Tag\//i;

/** Condition keys that speak of whole accounts, or of how and when somebody asks: they do not say who that is. */
const notAboutWho =
  /^aws:((Principal|Source|Resource)(Account|OrgID|OrgPaths)|PrincipalType|SecureTransport|RequestedRegion|CurrentTime|EpochTime|UserAgent|Referer)$/i;

/** Whether a statement limits by its conditions what its resources leave open. */
export function isScopedByCondition({ conditions }: PolicyStatement): boolean {
  return conditions.some((condition) => isAbout(condition, scoping) && narrows(condition));
}

/** Whether a statement limits by its conditions who of an account may do what it allows. */
export function isNarrowedToSome({ conditions }: PolicyStatement): boolean {
  return conditions.some((condition) => !isAbout(condition, notAboutWho) && narrows(condition));
}

/**
 * Whether a condition asks for something that not every request has. Operators that negate let everything else through,
 * `…IfExists` and `ForAllValues:` what says nothing of it, and patterns may be met by anything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
function narrows(condition: Condition): boolean {
  const { test, values } = condition;
  if (/Not|IfExists$|^ForAllValues:/i.test(test) || values.length === 0) return false;
  // That a tag is there says something of a resource; other keys are there in every request.
  if (/^Null$/i.test(test)) return isAbout(condition, tag) && values.every((value) => String(value) === "false");
  const isPattern = /Like$|Arn(Equals|Like)$/i.test(test);
  return !(isPattern && values.some(isWhole));
}

function isAbout({ variable }: Condition, keys: RegExp): boolean {
  const parts = isTemplate(variable) ? variable.$template : [variable];
  return parts.some((part) => typeof part === "string" && keys.test(part));
}
