import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { rootCertificates, TLSSocket } from "node:tls";
import type { SmokeTarget } from "./smoke-targets.ts";

/** How questions are asked. */
export interface AskOptions {
  /** In milliseconds, from the connection to the first line of the answer. */
  readonly timeout: number;
  /** A certificate authority to trust beside the usual ones, in PEM. */
  readonly ca?: string;
}

/** What came back. */
export type Answer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly location?: string;
      /** The last day of the certificate, as TLS gave it. */
      readonly certificateUntil?: Date;
    }
  | { readonly kind: "failure"; readonly reason: string };

/** Asks once, and follows no redirect. It never throws: what goes wrong is an answer, too. */
export function ask(target: SmokeTarget, { timeout, ca }: AskOptions): Promise<Answer> {
  const { address, protocol, host, path } = target;
  if (!address)
    return Promise.resolve({
      kind: "failure",
      reason: `nothing says where it is: add --resolve ${target.route}=<the load balancer's name>`,
    });
  return new Promise((done) => {
    const fail = (error: Error): void => done({ kind: "failure", reason: reasonOf(error) });
    const options = {
      host: address.host,
      port: address.port,
      path,
      method: "GET",
      headers: { host, "user-agent": "groundplan-smoke", accept: "*/*" },
      agent: false,
      signal: AbortSignal.timeout(timeout),
    } as const;
    try {
      const secure = { ...options, servername: isName(host) ? host : "", ...(ca && { ca: [...rootCertificates, ca] }) };
      const sent = protocol === "https:" ? secureRequest(secure) : plainRequest(options);
      sent.on("response", (response) => {
        done(answerOf(response));
        response.destroy();
      });
      sent.on("error", fail);
      sent.end();
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function answerOf(response: IncomingMessage): Answer {
  const { statusCode: status = 0, headers, socket } = response;
  const until = socket instanceof TLSSocket ? socket.getPeerCertificate().valid_to : undefined;
  return {
    kind: "answer",
    status,
    ...(headers.location !== undefined && { location: headers.location }),
    ...(until && { certificateUntil: new Date(until) }),
  };
}

/** TLS takes names only, no addresses. */
function isName(host: string): boolean {
  return !/^[\d.]+$/.test(host) && !host.includes(":");
}

/** Node's own words, in the order of what says most. */
function reasonOf(error: Error): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === "AbortError" || name === "TimeoutError") return "no answer in time";
  if (code === "ENOTFOUND") return "the name leads nowhere: it has no record, or not yet";
  if (code === "ECONNREFUSED") return "nobody listens there";
  return code && !message.includes(code) ? `${message} (${code})` : message || code || name;
}
