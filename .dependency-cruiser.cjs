/**
 * What may import what. architecture.md in words, here for a machine: `npm run layers`.
 * @type {import("dependency-cruiser").IConfiguration}
 */
const groups = "(access|availability|cluster|edge|identity|images|network|secrets|workload)";
const cdktf = "node_modules/(cdktf|constructs|@cdktf)/";
/** Programs that run when we build or generate, never in the product. */
const buildTools = "^compiler/(build|validate/generate)/";
/** Imports that are gone before the program runs. */
const typesOnly = ["type-only", "type-import"];
/** What of Node is only computing. */
const pureModules = "^(node:)?(util|url|buffer|crypto|zlib)$";

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    forbid(
      "schema-stands-alone",
      "schema/ holds the shapes that everything else reads, so it imports nothing of policies/ or compiler/. Move what you need down into schema/, or pass it in.",
      { path: "^schema/" },
      { path: "^(policies|compiler|test)/" },
    ),
    forbid(
      "policies-see-schema-only",
      "A policy judges a model and a resource graph. It must not depend on how they were made: take what you need from the graph, or add it there.",
      { path: "^policies/" },
      { path: "^(compiler|test)/" },
    ),
    forbid(
      "product-without-tests",
      "Nothing of the product imports a test's helper. Move the helper beside its first user.",
      { path: "^compiler/" },
      { path: "^test/" },
    ),
    forbid(
      "no-policy-imports-another",
      "A policy that leans on another breaks when that one changes. Put what they share into policies/facts/.",
      { path: `^policies/${groups}/([^/]+)\\.ts$` },
      { path: `^policies/${groups}/`, pathNot: "^policies/$1/$2\\.ts$" },
    ),
    forbid(
      "facts-know-no-policy",
      "policies/facts/ reads the graph for all policies; it knows none of them.",
      { path: "^policies/facts/" },
      { path: `^policies/(${groups}|report|pack|waivers)/` },
    ),
    forbid(
      "reports-are-views",
      "A report renders a CheckReport and nothing else. If it needs more, add it to policies/check-report.ts.",
      { path: "^policies/report/" },
      {
        path: "^(policies|schema)/",
        pathNot:
          "^(policies/((report|benchmarks)/|access-matrix/access\\.ts|check-report\\.ts|rule\\.ts)|schema/(count|finding|group-by|spec-path|architecture/(architecture|picture))\\.ts)",
      },
    ),
    forbid(
      "cdktf-in-one-folder",
      "CDKTF is slow to load and archived: only compiler/lower/ may load it. Its types may be imported anywhere with `import type`.",
      { path: "^(schema|policies|compiler)/", pathNot: "^compiler/lower/" },
      { path: cdktf, dependencyTypesNot: typesOnly },
    ),
    forbid(
      "lower-is-loaded-late",
      "`check` must start without CDKTF: load compiler/lower/ with `await import()`, as compiler/cli/pipeline.ts does.",
      { path: "^(schema|policies|compiler)/", pathNot: "^compiler/lower/" },
      { path: "^compiler/lower/", dynamic: false, dependencyTypesNot: typesOnly },
    ),
    forbid(
      "layout-is-loaded-late",
      "What lays out pictures is as large as the program: load it with `await import()`, as compiler/picture/lay-out.ts does.",
      {},
      { path: "node_modules/elkjs/", dynamic: false, dependencyTypesNot: typesOnly },
    ),
    forbid(
      "only-the-cli-touches-the-machine",
      "Everything below the CLI is a pure function: no files, no processes, no network. Read in compiler/cli/ and pass the content down.",
      { path: "^(schema|policies|compiler)/", pathNot: ["^compiler/cli/", buildTools] },
      { dependencyTypes: ["core"], pathNot: pureModules },
    ),
    forbid(
      "only-the-cli-imports-the-cli",
      "Commands call stages; a stage never calls back. Move what is shared below compiler/cli/.",
      { path: "^(schema|policies|compiler)/", pathNot: ["^compiler/cli/"] },
      { path: "^compiler/cli/" },
    ),
    forbid(
      "no-command-imports-another",
      "Commands share through the files beside their folder, so that each loads only what it needs.",
      { path: "^compiler/cli/commands/([^/]+)\\.ts$" },
      { path: "^compiler/cli/commands/", pathNot: ["^compiler/cli/commands/$1\\.ts$", "schema-names\\.ts$"] },
    ),
    forbid(
      "no-add-on-imports-another",
      "An add-on is one file and one line of the registry. Put what two share into compiler/addons/addon.ts.",
      { path: "^compiler/addons/([^/]+)\\.ts$", pathNot: "/registry\\.ts$" },
      { path: "^compiler/addons/", pathNot: ["^compiler/addons/$1\\.ts$", "/addon(-role)?\\.ts$"] },
    ),
    forbid(
      "no-cycles",
      "Two files that import each other are one file, or need a third for what they share.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: typesOnly } },
    ),
    forbid(
      "no-orphans",
      "Nothing imports this file. Remove it, or use it.",
      { orphan: true, pathNot: ["\\.d\\.ts$", "\\.json$"] },
      {},
    ),
    forbid(
      "no-dev-dependency-at-run-time",
      "The package that users install does not have this. List it under dependencies, or import its types only.",
      { path: "^(schema|policies|compiler)/", pathNot: buildTools },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: typesOnly },
    ),
    forbid(
      "no-unlisted-package",
      "List the package in package.json: what another package brings along can go away.",
      {},
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    forbid("resolvable", "This import leads nowhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
