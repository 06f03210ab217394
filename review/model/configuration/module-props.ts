import type { Place, Provider, Root } from '../resource';
import type { Value } from '../value';
import type { Block, SourceFile } from './blocks';
import type { Existence } from './existence';
import type { Allowance } from './instances';
import type { Module } from './module';
import type { Definition } from './scope';

export interface ModuleProps {
  readonly root: Root;
  /** Of one module: all its files together. */
  readonly files: readonly SourceFile[];
  /** `''` of the root, else `module.network.` */
  readonly prefix: string;
  /** The folder of the module from the root's: `.`, `modules/network`. */
  readonly path?: string;
  /** The value that is given to an input variable. */
  readonly input: (name: string) => Value | undefined;
  /** What the call of the module writes for an input variable. */
  readonly argument?: (name: string) => Definition | undefined;
  /** Why it is not known whether the module is called. */
  readonly existence?: Existence;
  /** What `data.terraform_remote_state.<name>` reads, when that is part of the input. */
  readonly remoteState?: (read: Value) => Module | undefined;
  /** The files of a module that is called, or why they were not read. */
  readonly called?: (call: Block, caller: Module) => ModuleSource | NotRead;
  /** Providers that the caller passes. */
  readonly providers?: () => ReadonlyMap<string, Provider>;
  readonly source?: (constructPath: string) => Place | undefined;
  readonly allowance: Allowance;
}

/** Why a module that is called was not read. */
export class NotRead {
  constructor(readonly reason: string) {}
}

/** A module that another calls. */
export interface ModuleSource {
  readonly files: readonly SourceFile[];
  readonly path: string;
  readonly called?: ModuleProps['called'];
}
