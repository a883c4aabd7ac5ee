import { resolve } from "node:path";
import type { SystemReport } from "../../policies/check-report.ts";
import type { PackFile } from "../../policies/pack/merge-packs.ts";
import { basePack, type Pack } from "../../policies/pack/pack.ts";
import { policies } from "../../policies/registry.ts";
import type { SpecFinding } from "../../schema/finding.ts";
import { readSource } from "../../schema/source/read-source.ts";
import type { Source } from "../../schema/source/source.ts";
import { type FileContent, readFileContent, unreadableFile } from "./find-specs.ts";
import { version } from "./version.ts";

/** The packs of a run put together, or what is wrong with them, by file. */
export interface LoadedPack {
  readonly pack: Pack;
  readonly mistakes: readonly SystemReport[];
}

/** Reads packs, the most general first. The code that checks them is loaded only where there are any. */
export async function loadPack(files: readonly string[], cwd: string): Promise<LoadedPack> {
  if (files.length === 0) return { pack: basePack, mistakes: [] };
  const contents = await Promise.all(files.map((file) => readFileContent(file, cwd)));
  const { parsePack } = await import("../../policies/pack/parse-pack.ts");
  const { loadRuleModule } = await import("./load-rule-module.ts");
  const { mergePacks } = await import("../../policies/pack/merge-packs.ts");
  const parsed: ParsedFile[] = [];
  for (const content of contents) {
    const earlier = parsed.flatMap(({ pack }) => pack?.rules ?? []);
    const load = (module: string) => loadRuleModule(resolve(cwd, content.file), module);
    parsed.push(parseFile(content, (source) => parsePack(source, [...policies, ...earlier], { version, load })));
  }
  const valid = parsed.flatMap(({ pack, source }) => (pack && source ? [{ pack, source }] : []));
  const { pack, findings } = mergePacks(valid);
  const all = [...parsed.flatMap((file) => file.findings), ...findings];
  return { pack, mistakes: contents.flatMap((content) => mistakesIn(content, all)) };
}

interface ParsedFile extends Partial<PackFile> {
  readonly findings: readonly SpecFinding[];
}

type ParsePack = (source: Source) => Partial<Pick<PackFile, "pack">> & Pick<ParsedFile, "findings">;

function parseFile({ file, bytes }: FileContent, parsePack: ParsePack): ParsedFile {
  if (!bytes) return { findings: [unreadableFile(file)] };
  const { source, findings } = readSource(file, bytes, 'start with "version: 1", "name: <name>" and "owner: <who>"');
  return source ? { source, ...parsePack(source) } : { findings };
}

function mistakesIn({ file, bytes }: FileContent, findings: readonly SpecFinding[]): readonly SystemReport[] {
  const problems = findings.filter((finding) => finding.file === file);
  const text = new TextDecoder().decode(bytes);
  return problems.length === 0 ? [] : [{ file, text, problems, findings: [], coverage: [] }];
}
