import ts from "typescript";
import type { PrintedKind } from "./kinds.ts";

/** The fields of one object as its TypeScript interface declares them. */
export interface DeclaredObject {
  /** The file of the official validator; an object that is declared where it is used has none of its own. */
  readonly validator?: string;
  readonly fields: readonly DeclaredField[];
}

/** One field of a {@link DeclaredObject}. */
export interface DeclaredField {
  readonly name: string;
  readonly required: boolean;
  /** In the notation of `decode/shape.ts`; numbers are still plain `number` and text is plain `string`. */
  readonly type: string;
}

/** What the packages' declarations say: every object that a printed kind holds, by its name. */
export type Declarations = ReadonlyMap<string, DeclaredObject>;

const named: Readonly<Record<string, string>> = { IIntOrString: "int-or-string", IQuantity: "quantity" };

/** Reads the declarations of kinds, and of all that they hold, from the packages as installed. */
export function readDeclarations(kinds: readonly PrintedKind[], root: string): Declarations {
  const files = kinds.map((kind) => `${root}/node_modules/${kind.package}/${kind.module}.d.ts`);
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  });
  const reader = new DeclarationReader(program.getTypeChecker());
  kinds.forEach((kind, index) => {
    const file = program.getSourceFile(files[index] ?? "");
    const declaration = file?.statements.find(
      (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === `I${kind.kind}`,
    );
    if (!declaration) throw new Error(`${kind.package} declares no ${kind.module}`);
    reader.addObject(declaration as ts.InterfaceDeclaration);
  });
  return reader.objects;
}

/** Fields that are left out of a print: objects that hold them are not for a cluster on AWS. */
const leftOut = new Map([["external-secrets.io/v1/SecretStoreProvider", (field: string) => field !== "aws"]]);

/** Follows the references between declarations, each once. */
class DeclarationReader {
  readonly objects = new Map<string, DeclaredObject>();
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  addObject(declaration: ts.InterfaceDeclaration): string {
    const name = shapeName(declaration.getSourceFile().fileName);
    if (!this.objects.has(name)) this.#addFields(name, declaration.members, validatorModule(declaration));
    return name;
  }

  #addFields(name: string, members: readonly ts.TypeElement[], validator?: string): string {
    const fields: DeclaredField[] = [];
    this.objects.set(name, { ...(validator && { validator }), fields });
    for (const member of members) {
      if (!ts.isPropertySignature(member) || !member.type) throw new Error(`${name} has more than plain fields`);
      const field = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
      if (leftOut.get(name)?.(field)) continue;
      // What the cluster writes is of no interest: it is let through unread.
      const type = field === "status" ? "any" : this.#type(member.type, `${name}.${field}`);
      fields.push({ name: field, required: !member.questionToken, type });
    }
    return name;
  }

  /** `place` names an object that is declared where it is used. */
  #type(node: ts.TypeNode, place: string): string {
    if (ts.isParenthesizedTypeNode(node)) return this.#type(node.type, place);
    if (ts.isUnionTypeNode(node)) return node.types.map((part) => this.#type(part, place)).join("|");
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return `'${node.literal.text}'`;
    if (ts.isArrayTypeNode(node)) return `${this.#type(node.elementType, place)}[]`;
    if (ts.isTypeLiteralNode(node)) return this.#literal(node, place);
    if (ts.isTypeReferenceNode(node)) return this.#reference(node, place);
    const text = node.getText();
    if (["string", "number", "boolean"].includes(text)) return text;
    if (["any", "unknown", "object"].includes(text)) return "any";
    throw new Error(`no notation for the type ${text}`);
  }

  #literal(node: ts.TypeLiteralNode, place: string): string {
    const [member] = node.members;
    if (!member) return "any";
    if (ts.isIndexSignatureDeclaration(member)) return `${this.#type(member.type, place)}{}`;
    return this.#addFields(place, node.members);
  }

  #reference(node: ts.TypeReferenceNode, place: string): string {
    const [argument] = node.typeArguments ?? [];
    if (node.typeName.getText() === "Array" && argument) return `${this.#type(argument, place)}[]`;
    const symbol = this.#checker.getSymbolAtLocation(node.typeName);
    if (!symbol) throw new Error(`nothing declares ${node.getText()}`);
    const target = symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target.declarations?.[0];
    if (declaration && ts.isInterfaceDeclaration(declaration)) return this.addObject(declaration);
    if (declaration && ts.isTypeAliasDeclaration(declaration))
      return (
        named[declaration.name.text] ?? this.#type(declaration.type, shapeName(declaration.getSourceFile().fileName))
      );
    throw new Error(`nothing declares ${node.getText()}`);
  }
}

/** The module path without the package and the folders that say nothing: `v1/PodSpec`, `meta/v1/ObjectMeta`. */
function shapeName(file: string): string {
  const path = file.replace(/^.*\/node_modules\/(@[^/]+\/)?[^/]+\//, "").replace(/\.d\.ts$/, "");
  return path.replace(/^.*\/apis\//, "").replace(/^apis\//, "");
}

/** Every interface has a second name, which is that of its validator with an `I` before it. */
function validatorModule(declaration: ts.InterfaceDeclaration): string {
  const file = declaration.getSourceFile();
  const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.fileName)?.[0];
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause))
      continue;
    const alias = statement.exportClause.elements.find(
      (element) => element.propertyName?.text === declaration.name.text,
    );
    if (alias) return `${packageFolder}/_schemas/${alias.name.text.slice(1)}.js`;
  }
  throw new Error(`${declaration.name.text} has no validator`);
}
