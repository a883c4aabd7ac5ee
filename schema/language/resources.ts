import * as z from "zod";
import { key } from "./key.ts";
import { bytes, cpu } from "./text.ts";

/** `resources` of a container. */
export const resources = z
  .strictObject({
    cpu: key(cpu.default("100m"), "The CPU request.", "250m"),
    memory: key(bytes.default("128Mi"), "The memory request.", "256Mi"),
    limits: key(
      z
        .strictObject({
          cpu: key(cpu.optional(), "The CPU limit. None when absent: a limit throttles even on an idle node.", "500m"),
          memory: key(bytes.optional(), "The memory limit. The request when absent.", "512Mi"),
        })
        .prefault({}),
      "The limits.",
      { cpu: "500m", memory: "512Mi" },
    ),
  })
  .prefault({});
