import * as z from "zod";
import { key, text } from "./key.ts";
import { arn, name } from "./text.ts";

/** One of `routes`: a way in. */
export const route = z.strictObject({
  loadBalancer: key(
    z.enum(["network"]).default("network"),
    "The load balancer. `network`: an NLB made by a Kubernetes Service of type LoadBalancer.",
    "network",
  ),
  scheme: key(
    z.enum(["internet-facing", "internal"]).default("internet-facing"),
    "Whether the internet can reach it.",
    "internal",
  ),
  listen: key(
    z.record(text(/^[1-9]\d{0,4}$/, "a port", "a whole number from 1 to 65535"), name),
    "Which service answers on which port.",
    {
      443: "fastapi",
    },
  ),
  certificate: key(
    arn.optional(),
    "An ACM certificate of the region. Every listening port then speaks TLS.",
    "arn:aws:acm:eu-west-1:111122223333:certificate/6b5c1a2e-8f0d-4e3b-9a7c-1d2e3f4a5b6c",
  ),
});
