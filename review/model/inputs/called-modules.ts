import { join, posix, relative } from 'node:path';
import { type Block, Blocks, type SourceFile } from '../configuration/blocks';
import { type Module, type ModuleSource, NotRead } from '../configuration/module';
import { InputError } from '../input-error';
import { type Boundary, boundaryOf, isWithin, realOf } from './boundary';
import { type InstalledModules, installedModules, staleness } from './installed-modules';
import { sourceFilesOf } from './source-files';

/** Modules in each other; people nest three or four. */
const deepestModules = 50;

/**
 * The modules that a root calls and that are on the disk: by path, or from where `terraform init` put them. Each folder
 * is read once, however often it is called.
 */
export class CalledModules {
  private readonly byFolder = new Map<string, readonly SourceFile[] | NotRead>();
  readonly boundary: Boundary;
  private readonly installed: InstalledModules;

  constructor(private readonly root: string) {
    this.boundary = boundaryOf(root);
    this.installed = installedModules(root);
  }

  get files(): readonly SourceFile[] {
    return [...this.byFolder.values()].flatMap((files) => (files instanceof NotRead ? [] : files));
  }

  /** Where they are, links followed. */
  get folders(): readonly string[] {
    return [...this.byFolder].flatMap(([folder, files]) => (files instanceof NotRead ? [] : [folder]));
  }

  /**
   * Reads the modules that the root's files call, and those that these call.
   *
   * @throws InputError where a module calls itself
   */
  async load(files: readonly SourceFile[]): Promise<void> {
    await this.loadCalls(new Blocks(files), '', '.', [this.boundary.folder]);
  }

  /** The files of a module that is called, or why they were not read. */
  readonly called = (call: Block, caller: Module): ModuleSource | NotRead => {
    const located = this.locate(call, namesOf(caller.props.prefix), caller.props.path ?? '.');
    if (located instanceof NotRead) return located;
    const files = this.byFolder.get(located.real) ?? new NotRead('it was not looked for');
    return files instanceof NotRead ? files : { files, path: located.path, called: this.called };
  };

  private async loadCalls(blocks: Blocks, names: string, path: string, callers: readonly string[]): Promise<void> {
    for (const call of blocks.all('module')) {
      const located = this.locate(call, names, path);
      if (located instanceof NotRead) continue;
      const { real } = located;
      if (callers.includes(real)) throw this.callsItself(call, callers, real);
      // What a module calls by a name of its own is installed for each call of it.
      const name = `${names}${call.names[0]}`;
      if (this.byFolder.has(real) && !this.installed.has(name)) continue;
      if (callers.length > deepestModules) {
        this.byFolder.set(real, new NotRead(`it is nested in more than ${deepestModules} modules`));
        continue;
      }
      const files = this.byFolder.get(real) ?? (await readModule(join(this.root, located.path)));
      this.byFolder.set(real, files);
      if (files instanceof NotRead) continue;
      await this.loadCalls(new Blocks(files), `${name}.`, located.path, [...callers, real]);
    }
  }

  /** Where the files of a call are, from the root and links followed. */
  private locate(call: Block, names: string, path: string): Located | NotRead {
    const { source } = call.json;
    if (typeof source !== 'string' || source.includes('${')) return new NotRead('its source is an expression');
    if (/^\.\.?(\/|$)/.test(source)) return this.located(posix.normalize(posix.join(path, source)), true);
    const installed = this.installed.get(`${names}${call.names[0]}`);
    if (!installed) return new NotRead(`its source "${source}" is not on the disk: run terraform init`);
    const stale = staleness(call, installed);
    return stale === undefined ? this.located(posix.normalize(installed.folder)) : new NotRead(stale);
  }

  /** @param isWritten without a repository, a path that the configuration names may lead out of the folder; a link may not */
  private located(path: string, isWritten = false): Located | NotRead {
    const full = join(this.root, path);
    const real = realOf(full);
    if (real === undefined) return new NotRead(`there is no folder ${full}`);
    const { folder, repository = folder } = this.boundary;
    const isOwn = isWritten && this.boundary.repository === undefined && real === join(folder, path);
    return isOwn || isWithin(repository, real) ? { path, real } : new NotRead(`${full} lies outside of ${repository}`);
  }

  private callsItself({ place, label }: Block, callers: readonly string[], real: string): InputError {
    const circle = [...callers.slice(callers.indexOf(real)), real].map(
      (one) => relative(this.boundary.folder, one) || '.',
    );
    return new InputError(place.file, `${label} calls itself: ${circle.join(' → ')}`, place.line);
  }
}

interface Located {
  /** From the folder of the root: `modules/network`. */
  readonly path: string;
  readonly real: string;
}

async function readModule(folder: string): Promise<readonly SourceFile[] | NotRead> {
  try {
    const files = await sourceFilesOf(folder);
    new Blocks(files);
    return files;
  } catch (error) {
    if (error instanceof InputError) return new NotRead(error.message);
    throw error;
  }
}

/** `module.net["a"].module.db.` → `net.db.`, as the manifest of installed modules has it. */
function namesOf(prefix: string): string {
  return prefix.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+|\?)\]/g, '').replace(/module\./g, '');
}
