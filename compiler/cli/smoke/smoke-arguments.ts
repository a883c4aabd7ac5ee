import { InvalidArgumentError, Option } from "commander";
import type { Detour } from "./smoke-targets.ts";

/** A number of seconds. */
export function secondsOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const seconds = Number(text);
    if (seconds > 0 && seconds <= 600) return seconds;
    throw new InvalidArgumentError("It is no number of seconds up to 600.");
  });
}

/** Where names lead; may be repeated. */
export function resolveOption(): Option {
  const flags = "--resolve <name=address>";
  const option = new Option(
    flags,
    "where a host (or HOST:PORT), or a route of kind network, is found: an address, which may have a port",
  );
  return option.default({}, "none").argParser((text: string, earlier: Detour["resolve"]) => {
    const at = text.indexOf("=");
    if (at < 1 || at === text.length - 1) throw new InvalidArgumentError("Write a name, = and an address.");
    return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
  });
}

/** A URL in the place of all. */
export function baseUrlOption(): Option {
  return new Option("--base-url <url>", "ask this URL for every host, which is given in the Host header").argParser(
    (text) => {
      if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
      throw new InvalidArgumentError("It is no URL that begins with http:// or https://.");
    },
  );
}
