import { bytesOf, fieldsOf } from './protobuf';

/** A type of Terraform's, as the protocol writes it: `"string"`, `["list", "string"]`, `["object", { id: "string" }]`. */
export type Type =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', Type]
  | readonly ['object', Readonly<Record<string, Type>>, ...unknown[]]
  | readonly ['tuple', readonly Type[]];

/** What a provider says of the arguments of a resource, or of a block in one. */
export interface Block {
  readonly type: Type;
  /** The arguments that AWS chooses where they are not set: optional and computed. */
  readonly optional: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, Block>;
}

/** The schemas of a provider's resources, read from the answer to `GetSchema`: 10 MB, of which an environment needs a few. */
export class Schemas {
  private readonly unread = new Map<string, Buffer>();
  private readonly read = new Map<string, Block>();

  /** @param answer a `GetProviderSchema.Response` of plugin protocol 5 */
  constructor(answer: Buffer) {
    for (const { number, bytes } of fieldsOf(answer)) {
      if (number === 2) this.unread.set(bytesOf(bytes, 1).toString(), bytesOf(bytes, 2));
    }
  }

  /** @throws Error for a resource that the provider does not have */
  of(resource: string): Block {
    const schema = this.unread.get(resource);
    if (!schema) throw new Error(`the provider has no schema of ${resource}`);
    const block = this.read.get(resource) ?? blockOf(bytesOf(schema, 2));
    this.read.set(resource, block);
    return block;
  }

  /** Whether AWS chooses an argument where it is not set. `path` may have the indices of blocks. */
  isChosenByAws(resource: string, path: readonly string[]): boolean {
    if (!this.unread.has(resource)) return false;
    let block: Block | undefined = this.of(resource);
    for (const name of path.filter((part) => !/^\d+$/.test(part))) {
      if (block?.optional.has(name)) return true;
      block = block?.blocks.get(name);
    }
    return false;
  }
}

function blockOf(message: Buffer): Block {
  const members: Record<string, Type> = {};
  const optional = new Set<string>();
  const blocks = new Map<string, Block>();
  for (const { number, bytes } of fieldsOf(message)) {
    const name = () => bytesOf(bytes, 1).toString();
    if (number === 2) {
      members[name()] = JSON.parse(bytesOf(bytes, 2).toString()) as Type;
      if (integerOf(bytes, 5) && integerOf(bytes, 6)) optional.add(name());
    }
    if (number === 3) {
      const block = blockOf(bytesOf(bytes, 2));
      blocks.set(name(), block);
      members[name()] = nestedType(integerOf(bytes, 3), block.type);
    }
  }
  return { type: ['object', members], optional, blocks };
}

/** `NestingMode` of the protocol: a list is 2, a set 3, a map 4; a single block and a group are the block. */
function nestedType(nesting: number, block: Type): Type {
  const [kind] = (['list', 'set', 'map'] as const).slice(nesting - 2, nesting - 1);
  return nesting >= 2 && kind ? [kind, block] : block;
}

function integerOf(message: Buffer, number: number): number {
  for (const field of fieldsOf(message)) if (field.number === number) return field.integer;
  return 0;
}
