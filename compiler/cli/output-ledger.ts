import { createHash } from "node:crypto";
import { join } from "node:path";
import { readInside } from "./read-inside.ts";
import { UsageError } from "./usage-error.ts";
import { writeFileAtomically } from "./write-file.ts";

/** What the last run wrote to an output folder: the SHA-256 of each file by its path below the folder. */
export type Ledger = Readonly<Record<string, string>>;

const ledgerName = ".groundplan.json";

/** The ledger of an output folder; an empty one where groundplan has not written yet. */
export function readLedger(folder: string): Ledger {
  const text = readInside(folder, ledgerName);
  if (text === undefined) return {};
  const ledger = parseLedger(text);
  if (ledger) return ledger;
  throw new UsageError(
    `"${ledgerName}" in the output folder is damaged`,
    "remove it; the files of earlier runs then stay where they are",
  );
}

/** Writes the ledger, if it changed. */
export function writeLedger(folder: string, ledger: Ledger): void {
  const text = `${JSON.stringify(ledger, undefined, 2)}\n`;
  if (readInside(folder, ledgerName) !== text) writeFileAtomically(join(folder, ledgerName), text);
}

/** What a ledger says of a file's content. */
export function digest(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

function parseLedger(text: string): Ledger | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    return Object.values(value).every((item) => typeof item === "string") ? (value as Ledger) : undefined;
  } catch {
    return undefined;
  }
}
