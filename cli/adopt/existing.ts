import { join } from 'node:path';
import { CliError } from '../errors';
import type { StackJson } from '../synthesis';
import { readDataSources, type DataRoot } from '../terraform/data-sources';
import type { Initialized } from '../terraform/init';
import type { StackFolder } from '../terraform/stack-folder';
import type { Terraform } from '../terraform/terraform';
import { identities, importId } from './import-ids';
import {
  type Candidate,
  detailsOf,
  hasDetails,
  hasTags,
  isDistinct,
  isSeenBy,
  labelOf,
  objectsWithTags,
  type Tagged,
} from './lookup';
import { commonTags, plannedResources, providerOf, regions, type Planned } from './planned';
import { TrialImports } from './trial-imports';

/** What AWS has of the resources that a stack's state does not have. */
export interface Existing {
  readonly imports: readonly Import[];
  /** Resources of which AWS has several, so that somebody has to decide. */
  readonly several: readonly { readonly address: string; readonly ids: readonly string[] }[];
  /** Resources in the state that an interrupted apply left incomplete: the next one replaces them. */
  readonly tainted: readonly string[];
  /** The number of resources that were looked for and do not exist. */
  readonly absent: number;
  readonly notLookedFor: readonly { readonly address: string; readonly why: string }[];
  /** Objects with the tags of the stack that are neither in its state nor imported. */
  readonly unowned: readonly string[];
  /** Why no object could be found by its tags. */
  readonly tagsUnread?: string;
}

export interface Import {
  readonly address: string;
  readonly id: string;
  /** What the next apply does with it, besides importing it. */
  readonly then: 'nothing' | 'update' | 'replace';
  /** The attributes that an update changes, or that force a replacement. */
  readonly changes: readonly string[];
}

/** Where one stack is searched. */
export interface Place {
  readonly account: string;
  readonly json: StackJson;
  readonly folder: StackFolder;
  readonly terraform: Terraform;
  readonly initialized: Initialized;
  readonly progress: (text: string) => void;
}

/** Each plan finds at least one level more of what lies within something else; a VPC has five. */
const maxPlans = 20;

/** Finds what an apply of a stack would create although AWS has it. */
export class ExistingResources {
  private readonly trials: TrialImports;
  private tagged: readonly Tagged[] = [];
  private tagsUnread?: string;
  private details: Record<string, Readonly<Record<string, unknown>>> = {};

  constructor(private readonly place: Place) {
    this.trials = new TrialImports(place.folder);
  }

  /** @throws CliError when the stack cannot be planned. */
  async find(): Promise<Existing> {
    let resources = plannedResources(await this.trials.settle());
    await this.readTags(resources);
    for (let plans = 0; plans < maxPlans; plans++) {
      await this.identify(resources.filter(isCreated));
      if (!this.trials.isPending) return this.result(resources);
      this.place.progress(`looking for ${this.trials.searches.size} resources`);
      resources = plannedResources(await this.trials.settle());
    }
    throw new CliError(`expected every resource to be found or not after ${maxPlans} plans`);
  }

  private async readTags(resources: readonly Planned[]): Promise<void> {
    const tags = commonTags(resources);
    if (Object.keys(tags).length === 0) {
      this.tagsUnread = 'the resources have no tag in common';
      return;
    }
    type Objects = Record<string, readonly Omit<Tagged, 'provider'>[]>;
    const answer = await this.read<Objects>(objectsWithTags(this.place.json, tags));
    if ('failed' in answer) {
      this.tagsUnread = answer.failed;
      return;
    }
    const objects = Object.entries(answer.found);
    const all = objects.flatMap(([provider, listed]) => listed.map((object) => ({ ...object, provider })));
    // A page may repeat what another has.
    this.tagged = [...new Map(all.map((object) => [object.arn, object])).values()];
    const keys = this.tagged.flatMap((object) => candidate('aws_kms_key', object) ?? []);
    await this.readDetails(keys);
  }

  /** Adds to the trials what can be identified by now. */
  private async identify(created: readonly Planned[]): Promise<void> {
    const sought = created.filter(({ address }) => !this.trials.searches.has(address));
    for (const resource of sought) {
      const identity = identities[resource.type];
      if (identity?.kind !== 'attributes') continue;
      const id = importId(identity.id, { ...resource.attributes, ...this.accountAndRegion(resource) });
      if (id !== undefined) this.trials.add(resource.address, [id]);
    }
    const byTags = this.tagsUnread
      ? []
      : sought.filter((resource) => identities[resource.type]?.kind === 'tags' && isDistinct(resource));
    const candidates = byTags.map((resource) => ({ resource, objects: this.candidates(resource) }));
    await this.readDetails(candidates.flatMap(({ objects }) => objects));
    for (const { resource, objects } of candidates) {
      const matching = objects.filter((object) => hasDetails(resource, this.details[labelOf(object)] ?? {}));
      this.trials.add(
        resource.address,
        matching.map(({ id }) => id),
      );
    }
  }

  private accountAndRegion({ address }: Planned) {
    const { account, json } = this.place;
    return { account, region: regions(json).get(providerOf(json, address)) };
  }

  /** The objects that have the tags of a resource. */
  private candidates(resource: Planned): Candidate[] {
    const provider = providerOf(this.place.json, resource.address);
    const its = this.tagged.filter((object) => isSeenBy(object, provider) && hasTags(object, resource));
    return its.flatMap((object) => candidate(resource.type, object) ?? []);
  }

  private async readDetails(candidates: readonly Candidate[]): Promise<void> {
    const unread = candidates.filter((object) => !(labelOf(object) in this.details));
    const root = detailsOf(this.place.json, unread);
    if (!root) return;
    const answer = await this.read<typeof this.details>(root);
    if ('failed' in answer) throw new CliError(answer.failed);
    Object.assign(this.details, answer.found);
  }

  private read<T>(root: DataRoot) {
    const { terraform, initialized, folder } = this.place;
    return readDataSources<T>(terraform, initialized, join(folder.path, 'lookup'), root);
  }

  private result(resources: readonly Planned[]): Existing {
    const of = new Map(resources.map((resource) => [resource.address, resource]));
    const searches = [...this.trials.searches];
    const several = searches.filter(([, { existing }]) => existing.length > 1);
    const created = resources.filter(isCreated);
    const isUndecided =
      this.tagsUnread !== undefined ||
      searches.some(([, { existing, error }]) => existing.length > 1 || error) ||
      created.some(({ type }) => !identities[type] || identities[type].kind === 'unlisted');
    const notLookedFor = created.flatMap((resource) => {
      const why = this.whyNot(resource, isUndecided);
      return why === undefined ? [] : [{ address: resource.address, why }];
    });
    return {
      imports: searches.flatMap(([address, { existing }]) =>
        existing.length === 1 ? [importOf(of.get(address)!, existing[0]!)] : [],
      ),
      several: several.map(([address, { existing }]) => ({ address, ids: existing })),
      tainted: resources.filter(({ isTainted }) => isTainted).map(({ address }) => address),
      absent: created.length - notLookedFor.length - several.length,
      notLookedFor,
      unowned: this.unowned(resources),
      ...(this.tagsUnread && { tagsUnread: this.tagsUnread }),
    };
  }

  /** Why a resource that will be created was not looked for; undefined where it was. */
  private whyNot({ address, type }: Planned, isUndecided: boolean): string | undefined {
    const search = this.trials.searches.get(address);
    if (search) return search.error;
    const identity = identities[type];
    if (!identity) return `how ${type} is imported is not known to Terrace`;
    if (identity.kind === 'overwritten') return `it is not imported: ${identity.why}`;
    if (identity.kind === 'unlisted') return `its ID is in ${identity.command}`;
    if (identity.kind === 'tags' && this.tagsUnread) return 'its tags were not read';
    // What its ID depends on does not exist either.
    return isUndecided ? 'its ID depends on a resource that is not decided' : undefined;
  }

  private unowned(resources: readonly Planned[]): string[] {
    const owned = new Set(resources.flatMap(({ attributes: { id, arn } }) => [id, arn].map(String)));
    const found = new Set([...this.trials.searches.values()].flatMap(({ existing }) => existing));
    const isOwned = (arn: string) => [arn, arn.split(/[/:]/).pop()!].some((id) => owned.has(id) || found.has(id));
    const defaults = resources.filter(({ type }) => identities[type]?.kind === 'overwritten');
    const isDefault = (object: Tagged) =>
      defaults.some((one) => candidate(one.type, object) !== undefined && hasTags(object, one));
    const isOfAws = ({ tags }: Tagged) => Object.keys(tags).some((key) => key.startsWith('aws:'));
    return this.tagged
      .filter(
        (object) => !isOwned(object.arn) && !isDefault(object) && !isOfAws(object) && !this.isPendingDeletion(object),
      )
      .map(({ arn }) => arn);
  }

  private isPendingDeletion(object: Tagged): boolean {
    const key = candidate('aws_kms_key', object);
    return key !== undefined && this.details[labelOf(key)]?.key_state === 'PendingDeletion';
  }
}

function candidate(type: string, { arn, provider }: Tagged): Candidate | undefined {
  const identity = identities[type];
  const pattern = identity && 'arn' in identity ? identity.arn : undefined;
  const id = pattern?.exec(arn)?.[1];
  return id === undefined ? undefined : { type, id, provider };
}

function isCreated({ actions }: Planned): boolean {
  return actions.length === 1 && actions[0] === 'create';
}

function importOf({ address, actions, changes }: Planned, id: string): Import {
  const then = actions.includes('delete') ? 'replace' : actions.includes('update') ? 'update' : 'nothing';
  return { address, id, then, changes: then === 'nothing' ? [] : changes };
}
