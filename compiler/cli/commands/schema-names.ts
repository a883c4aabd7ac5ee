/** Every schema that can be printed. */
export const schemaNames = ["spec", "pack", "report", "access"] as const;
