import manifest from "../../package.json" with { type: "json" };

/** The version of groundplan: that of the package. */
export const version: string = manifest.version;
