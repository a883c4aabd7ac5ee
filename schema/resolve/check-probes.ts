import { conflict, type DraftCheck } from "./draft.ts";

/** Each probe asks one question: by a command, or of a port. */
export const checkProbes: DraftCheck = ({ spec, says }) =>
  Object.entries(spec.services).flatMap(([name, { probes }]) =>
    Object.entries(probes).flatMap(([kind, probe]) => {
      if (!probe?.command) return [];
      const path = ["services", name, "probes", kind];
      return ["path", "port"]
        .filter((key) => says([...path, key]))
        .map((key) =>
          conflict(
            [...path, key],
            `the ${kind} probe of "${name}" has a "command" and a "${key}"`,
            "keep one of the two: a command asks no port",
          ),
        );
    }),
  );
