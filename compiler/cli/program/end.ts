import type { ExitCode } from "../exit-code.ts";

/** Says how a command ended. */
export type End = (code: ExitCode) => void;
