import * as z from "zod";
import { text } from "./key.ts";

const pattern = text(
  /^[a-z*][a-z0-9*]*\/[A-Za-z0-9_.*-]+$/,
  "an address",
  "the stack, a slash and the resource, with * for any text",
);

/** `overrides`: what is laid over resources and objects, by their addresses. A provider's arguments are in camel case. */
export const overrides = z.record(pattern, z.record(z.string(), z.unknown()));
