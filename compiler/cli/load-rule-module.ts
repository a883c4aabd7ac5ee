import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, isAbsolute, relative, resolve, sep } from "node:path";
import { thrownText } from "../../policies/custom/guard-rule.ts";
import type { LoadedModule } from "../../policies/custom/module-rules.ts";

/**
 * Loads a module that a pack names, from the pack's folder or below and from nowhere else. The program cannot `import()`
 * (compiler/build/build.ts); from Node 20.19 on `require` takes ES modules, too, as long as they await nothing at their
 * top: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
 */
export function loadRuleModule(pack: string, module: string): LoadedModule {
  const folder = dirname(resolve(pack));
  const written = resolve(folder, module);
  if (isAbsolute(module) || leadsOut(folder, written)) return outside(module);
  const kind = extname(module);
  if (!kinds.includes(kind)) return { problem: `"${module}" is no module`, help: `name a file in ${kinds.join(", ")}` };
  if (kind === ".ts" && !canLoadTypes())
    return {
      problem: `this Node cannot load "${module}"`,
      help: "use Node 22.18 or later, or make a .mjs of it",
    };
  if (!existsSync(written))
    return { problem: `there is no file "${module}"`, help: "write its path from the pack's folder" };
  const file = realpathSync.native(written);
  if (leadsOut(realpathSync.native(folder), file)) return outside(module);
  try {
    return { exports: createRequire(file)(file) as unknown };
  } catch (error) {
    return { problem: `"${module}" cannot be loaded: ${thrownText(error)}`, help: helpFor(error) };
  }
}

const kinds = [".mjs", ".js", ".ts"];

function canLoadTypes(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

function helpFor(error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return code === "ERR_REQUIRE_ASYNC_MODULE" ? "await nothing at the top of a module" : "mend the module";
}

function leadsOut(folder: string, file: string): boolean {
  const steps = relative(folder, file);
  return steps === "" || steps === ".." || steps.startsWith(`..${sep}`) || isAbsolute(steps);
}

function outside(module: string): LoadedModule {
  return {
    problem: `"${module}" leads out of the pack's folder`,
    help: "put modules beside the pack or below, and write their path from there",
  };
}
