import * as z from "zod";
import { key, text } from "./key.ts";
import { losesName, renamedFrom } from "./rename.ts";
import { arn, hostName, name, routePath } from "./text.ts";

const host = z.strictObject({
  paths: key(
    z.record(routePath, name),
    "Which service answers what is below which path. The longest path that fits counts, so `/` is for all the rest.",
    { "/api": "api", "/": "web" },
  ),
});

/** One of `routes`: a way in. */
export const route = z.strictObject({
  renamedFrom: renamedFrom(losesName),
  loadBalancer: key(
    z.enum(["network", "application"]).default("network"),
    "The load balancer. `network`: an NLB made from a Kubernetes Service, which leads ports to one service (`listen`). `application`: an ALB made from an Ingress, which leads hosts and paths to services (`hosts`).",
    "application",
  ),
  scheme: key(
    z.enum(["internet-facing", "internal"]).default("internet-facing"),
    "Whether the internet can reach it.",
    "internal",
  ),
  listen: key(
    z.record(text(/^[1-9]\d{0,4}$/, "a port", "a whole number from 1 to 65535"), name).default({}),
    "Which service answers on which port, of a `network` load balancer.",
    {
      443: "fastapi",
    },
  ),
  hosts: key(
    z.record(hostName, host).default({}),
    "What answers under which host name, of an `application` load balancer. It listens on 443, and on 80 to lead there.",
    { "shop.example.com": { paths: { "/api": "api", "/": "web" } } },
  ),
  certificate: key(
    arn.optional(),
    "An ACM certificate of the region. Every listening port then speaks TLS. None is needed where there is a `zone`.",
    "arn:aws:acm:eu-west-1:111122223333:certificate/6b5c1a2e-8f0d-4e3b-9a7c-1d2e3f4a5b6c",
  ),
  zone: key(
    hostName.optional(),
    "A public Route 53 zone of the account that holds the hosts of an `application` load balancer. They get their records, and certificates unless there is a `certificate`. The names of an internal load balancer are public, too: they stand for private addresses.",
    "example.com",
  ),
});
