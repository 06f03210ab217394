import { join } from 'node:path';
import { CliError } from '../errors';
import { toJson, writeWhole } from '../files';
import type { PlanJson } from '../../review/plan/plan-json';
import { diagnosticsText } from '../terraform/aws-errors';
import { readDiagnostics, type Diagnostic } from '../terraform/diagnostics';
import type { StackFolder } from '../terraform/stack-folder';
import { asLiteral } from './import-ids';

/** A resource that the state does not have, and the objects in AWS that it may be. */
export interface Search {
  readonly ids: readonly string[];
  /** Those that exist. */
  readonly existing: readonly string[];
  /** Why AWS did not tell whether one exists. */
  readonly error?: string;
}

interface Trial {
  readonly ids: readonly string[];
  existing: string[];
  tried: number;
  error?: string;
}

/** What the provider answers for an object that does not exist. */
export const absent = /non-existent|not.?found|no .* found|couldn't find|NoSuch|does not exist|empty result/i;

/**
 * Finds out which objects exist by importing them in a plan, which changes neither AWS nor the state: the provider reads each as it does
 * in a refresh. A plan with imports also knows the attributes of what is imported, and so the IDs of what lies within.
 */
export class TrialImports {
  private readonly trials = new Map<string, Trial>();

  constructor(private readonly folder: StackFolder) {}

  /**
   * @param ids the import IDs of the objects that `address` may be
   * @param error why they are not known
   */
  add(address: string, ids: readonly string[], error?: string): void {
    this.trials.set(address, { ids, existing: [], tried: 0, ...(error !== undefined && { error }) });
  }

  get searches(): ReadonlyMap<string, Search> {
    return this.trials;
  }

  get isPending(): boolean {
    return [...this.trials.values()].some(({ ids, tried }) => tried < ids.length);
  }

  /** Plans until each resource is decided. @returns a plan with every import that is decided, and no other. */
  async settle(): Promise<PlanJson> {
    let plan = await this.plan();
    while (this.isPending) plan = await this.plan();
    const isUndecided = [...this.trials.values()].some(({ existing }) => existing.length > 1);
    return isUndecided ? this.plan() : plan;
  }

  /** Plans with every import that is decided, and with the next object of each resource that is not. */
  private async plan(): Promise<PlanJson> {
    for (;;) {
      const imports = this.imports();
      const { ran, errors } = await this.planWith(imports);
      if (ran.exitCode === 0) {
        for (const trial of this.trials.values()) accept(trial);
        return this.show();
      }
      const refused = errors.filter((error) => this.refuse(error, imports));
      if (refused.length === 0 && (await this.isolate())) continue;
      if (refused.length === 0) throw new CliError(`terraform plan: ${diagnosticsText(errors)}`);
    }
  }

  /**
   * Tries what is not decided one by one, after an error that names no resource, as those of some importers. @returns whether any is refused.
   */
  private async isolate(): Promise<boolean> {
    const decided = new Map([...this.imports()].filter(([address]) => !this.isTried(address)));
    const tried = [...this.imports()].filter(([address]) => this.isTried(address));
    let isAnyRefused = false;
    for (const [address, id] of tried) {
      const [error] = (await this.planWith(new Map([...decided, [address, id]]))).errors;
      if (!error) continue;
      isAnyRefused = this.refuse({ ...error, address }, new Map([[address, id]])) || isAnyRefused;
    }
    return isAnyRefused;
  }

  /** Whether the import of an address is a try, and not decided. */
  private isTried(address: string): boolean {
    const trial = this.trials.get(address);
    return trial !== undefined && trial.tried < trial.ids.length;
  }

  private async show(): Promise<PlanJson> {
    const ran = await this.folder.run(['show', '-json', 'plan']);
    if (ran.exitCode === 0) return JSON.parse(ran.stdout);
    throw new CliError(`terraform show: ${diagnosticsText(readDiagnostics(ran, 'terraform show'))}`);
  }

  private imports(): Map<string, string> {
    const ids = [...this.trials].map(([address, trial]) => [address, idToImport(trial)] as const);
    return new Map(ids.filter((pair): pair is [string, string] => pair[1] !== undefined));
  }

  private async planWith(imports: ReadonlyMap<string, string>) {
    const blocks = [...imports].map(([to, id]) => ({ to, id: asLiteral(id) }));
    writeWhole(join(this.folder.path, 'imports.tf.json'), toJson(blocks.length > 0 ? { import: blocks } : {}));
    const ran = await this.folder.run(['plan', '-lock=false', '-json', '-out=plan']);
    const errors = readDiagnostics(ran, 'terraform plan').filter(({ severity }) => severity === 'error');
    return { ran, errors };
  }

  /** @returns whether the error is about an import, which is then dropped. */
  private refuse({ address, summary, detail }: Diagnostic, imports: ReadonlyMap<string, string>): boolean {
    const text = `${summary} ${detail ?? ''}`;
    const refused = address ?? [...imports.keys()].find((candidate) => text.includes(candidate)) ?? '';
    const trial = this.trials.get(refused);
    if (!trial || !imports.has(refused)) return false;
    if (trial.tried < trial.ids.length) trial.tried += 1;
    else trial.existing = [];
    if (!absent.test(text)) trial.error = [summary, detail].filter(Boolean).join(': ');
    return true;
  }
}

function idToImport({ ids, tried, existing }: Trial): string | undefined {
  if (tried < ids.length) return ids[tried];
  return existing.length === 1 ? existing[0] : undefined;
}

function accept(trial: Trial): void {
  const tried = trial.ids[trial.tried];
  if (tried === undefined) return;
  trial.existing.push(tried);
  trial.tried += 1;
}
