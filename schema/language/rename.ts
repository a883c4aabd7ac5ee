import type * as z from "zod";
import { key } from "./key.ts";
import { name } from "./text.ts";

/** The key `renamedFrom` of something that is known by a name. `note` says what its old name still means. */
export function renamedFrom(note: string): z.ZodOptional<typeof name> {
  return key(
    name.optional(),
    `The name that it had before: what is deployed under that name is moved, not made anew. ${note}`,
    "old-name",
  );
}

/** For what holds data, whose names in AWS no rename changes. */
export const keepsName = "Leave it here for good: its resources keep the names that they have in AWS.";

/** For what can be made anew. */
export const losesName =
  "Remove it once it is deployed. Resources whose own name has it in it are replaced, and so are load balancers.";
