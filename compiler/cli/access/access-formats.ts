/** Every format of `groundplan access`. */
export const accessFormats = ["pretty", "json", "markdown", "csv"] as const;
