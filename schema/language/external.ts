import * as z from "zod";
import { key } from "./key.ts";
import { losesName, renamedFrom } from "./rename.ts";
import { cidr, hostName, port } from "./text.ts";

/** One of `external`: a host elsewhere that services call. */
export const external = z.strictObject({
  renamedFrom: renamedFrom(losesName),
  host: key(hostName, "Its host name.", "api.deepgram.com"),
  port: key(port.default(443), "The TCP port that it answers on.", 443),
  cidrs: key(
    z.array(cidr).default([]),
    "The addresses behind the host name, so that network policies can name them. Any public address when empty.",
    ["198.51.100.0/24"],
  ),
});
