import { join, posix, relative } from 'node:path';
import { type Block, Blocks, type SourceFile } from '../configuration/blocks';
import type { Module, ModuleSource } from '../configuration/module';
import type { Note } from '../graph';
import { InputError } from '../input-error';
import { Unknown } from '../value';
import { sourceFilesOf } from './source-files';
import { realPath } from './text';

/** The modules that a folder calls by path, read once each however often they are called. */
export class LocalModules {
  private readonly byFolder = new Map<string, readonly SourceFile[]>();

  constructor(
    private readonly root: string,
    /** Gets a note for each module that is not read. */
    private readonly notes: Note[],
  ) {}

  get files(): readonly SourceFile[] {
    return [...this.byFolder.values()].flat();
  }

  /** Where they are, links followed. */
  get folders(): readonly string[] {
    return [...this.byFolder.keys()];
  }

  /**
   * Reads the modules that some files call, and those that these call.
   *
   * @throws InputError where there is no such folder, or a module calls itself
   */
  async load(
    files: readonly SourceFile[],
    folder = this.root,
    callers: readonly string[] = [realPath(this.root)],
  ): Promise<void> {
    for (const call of new Blocks(files).all('module')) {
      const source = sourceOf(call);
      if (source === undefined || !isPath(source)) {
        this.note(call, source);
        continue;
      }
      const called = join(folder, source);
      const real = this.resolved(call, called);
      if (callers.includes(real)) {
        const path = [...callers.slice(callers.indexOf(real)), real].map(
          (one) => relative(realPath(this.root), one) || '.',
        );
        throw refused(call, `calls itself: ${path.join(' → ')}`);
      }
      if (callers.length > 50) throw refused(call, 'is called by more than 50 modules in each other');
      if (this.byFolder.has(real)) continue;
      const read = await sourceFilesOf(called);
      await this.load(read, called, [...callers, real]);
      this.byFolder.set(real, read);
    }
  }

  /** The files of a module that is called, or why there are none. */
  readonly called = (call: Block, caller: Module): ModuleSource | Unknown => {
    const source = sourceOf(call);
    const address = `${caller.props.prefix}${call.label}`;
    if (source === undefined) return new Unknown(`${address} has a source that is an expression`);
    if (!isPath(source)) return new Unknown(`${address} is "${source}", which is not read`);
    const path = posix.normalize(posix.join(caller.props.path ?? '.', source));
    const files = this.byFolder.get(realPath(join(this.root, path)));
    return files ? { files, path, called: this.called } : new Unknown(`${address} was not read`);
  };

  private resolved(call: Block, folder: string): string {
    try {
      return realPath(folder);
    } catch {
      throw refused(call, `there is no folder ${folder}`);
    }
  }

  private note(call: Block, source: string | undefined): void {
    const what = source === undefined ? 'has a source that is an expression' : `is "${source}"`;
    const message = `${call.label} ${what}: it is not read, so its resources are not judged; give a plan to have them judged`;
    this.notes.push({ ...call.place, message });
  }
}

function sourceOf(call: Block): string | undefined {
  const { source } = call.json;
  return typeof source === 'string' && !source.includes('${') ? source : undefined;
}

function isPath(source: string): boolean {
  return /^\.\.?(\/|$)/.test(source);
}

function refused(call: Block, problem: string): InputError {
  return new InputError(call.place.file, `${call.label} ${problem}`, call.place.line);
}
