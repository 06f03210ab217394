import { CliError } from '../errors';
import { isDistinct, keyOf, ObjectDetails, type Candidate } from './details';
import { identities, importId } from './import-ids';
import { findOnlyOne } from './only-one';
import type { Place } from './place';
import { goneFromAws, plannedResources, providerOf, regions, type Planned } from './planned';
import { TaggedObjects } from './tagged-objects';
import { TrialImports } from './trial-imports';

/** What AWS has of the resources that a stack's state does not have. */
export interface Existing {
  readonly imports: readonly Import[];
  /** Resources of which AWS has several, so that somebody has to decide. */
  readonly several: readonly { readonly address: string; readonly ids: readonly string[] }[];
  /** Resources in the state that an interrupted apply left incomplete: the next one replaces them. */
  readonly tainted: readonly string[];
  /** Resources that the state has and AWS no longer has: Terraform ignores an import block for what the state has, so they were not looked for. */
  readonly gone: readonly string[];
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

/** Each plan finds at least one level more of what lies within something else; a VPC has five. */
const maxPlans = 20;

/** Finds what an apply of a stack would create although AWS has it. */
export class ExistingResources {
  private readonly trials: TrialImports;
  private readonly details: ObjectDetails;
  private readonly tagged: TaggedObjects;
  private gone: ReadonlySet<string> = new Set();

  constructor(private readonly place: Place) {
    this.trials = new TrialImports(place.folder);
    this.details = new ObjectDetails(place);
    this.tagged = new TaggedObjects(place, this.details);
  }

  /** @throws CliError when the stack cannot be planned. */
  async find(): Promise<Existing> {
    const first = await this.trials.settle();
    this.gone = goneFromAws(first);
    let resources = plannedResources(first);
    await this.tagged.list(resources);
    for (let plans = 0; plans < maxPlans; plans++) {
      await this.identify(this.sought(resources));
      if (!this.trials.isPending) return this.result(resources);
      this.place.progress(`looking for ${this.trials.searches.size} resources`);
      resources = plannedResources(await this.trials.settle());
    }
    throw new CliError(`expected every resource to be found or not after ${maxPlans} plans`);
  }

  /** What an apply would create, and can import. */
  private sought(resources: readonly Planned[]): Planned[] {
    return resources.filter((resource) => isCreated(resource) && !this.gone.has(resource.address));
  }

  /** Adds to the trials what can be identified by now. */
  private async identify(created: readonly Planned[]): Promise<void> {
    const sought = created.filter((one) => !this.trials.searches.has(one.address) && isDistinct(one));
    const named = sought.flatMap((resource) => this.named(resource));
    await this.details.read(named.map(([, candidate]) => candidate));
    for (const [resource, candidate] of named) {
      this.trials.add(resource.address, this.details.matches(resource, candidate) ? [candidate.id] : []);
    }
    for (const resource of sought.filter(({ type }) => identities[type]?.kind === 'only')) {
      const { ids, error } = await findOnlyOne(this.place, resource);
      this.trials.add(resource.address, ids, error);
    }
    if (this.tagged.unread) return;
    const byTags = sought.filter(({ type, unknown }) => identities[type]?.kind === 'tags' && !unknown.has('tags_all'));
    for (const [{ address }, ids] of await this.tagged.idsOf(byTags)) this.trials.add(address, ids);
  }

  /** The object that a resource is, by its import ID, where that is known. */
  private named(resource: Planned): [Planned, Candidate][] {
    const { type, attributes, address } = resource;
    const identity = identities[type];
    if (identity?.kind !== 'attributes') return [];
    const id = importId(identity.id, { ...attributes, ...this.accountAndRegion(resource) });
    if (id === undefined) return [];
    return [[resource, { type, id, provider: providerOf(this.place.json, address), key: keyOf(resource) }]];
  }

  private accountAndRegion({ address }: Planned) {
    const { account, json } = this.place;
    return { account, region: regions(json).get(providerOf(json, address)) };
  }

  private result(resources: readonly Planned[]): Existing {
    const { searches } = this.trials;
    const decided = resources.flatMap((resource) => {
      const [id, another] = searches.get(resource.address)?.existing ?? [];
      return id !== undefined && another === undefined ? [importOf(resource, id)] : [];
    });
    const several = [...searches].flatMap(([address, { existing }]) =>
      existing.length > 1 ? [{ address, ids: existing }] : [],
    );
    const created = this.sought(resources);
    const isUndecided = several.length > 0 || this.gone.size > 0 || this.isUndecided(created);
    const notLookedFor = created.flatMap((resource) => {
      const why = this.whyNot(resource, isUndecided);
      return why === undefined ? [] : [{ address: resource.address, why }];
    });
    const found = new Set([...searches.values()].flatMap(({ existing }) => existing));
    return {
      imports: decided,
      several,
      gone: [...this.gone],
      tainted: resources.filter(({ isTainted }) => isTainted).map(({ address }) => address),
      absent: created.length - notLookedFor.length - several.length,
      notLookedFor,
      unowned: this.tagged.unowned(resources, found, this.gone),
      ...(this.tagged.unread && { tagsUnread: this.tagged.unread }),
    };
  }

  /** Whether something that others lie within may exist without being found. */
  private isUndecided(created: readonly Planned[]): boolean {
    return (
      this.tagged.unread !== undefined ||
      [...this.trials.searches.values()].some(({ error }) => error) ||
      created.some(({ type }) => !identities[type])
    );
  }

  /** Why a resource that will be created was not looked for; undefined where it was. */
  private whyNot({ address, type }: Planned, isUndecided: boolean): string | undefined {
    const search = this.trials.searches.get(address);
    if (search) return search.error;
    const identity = identities[type];
    if (!identity) return `how ${type} is imported is not known to Terrace`;
    if (identity.kind === 'overwritten') return `it is not imported: ${identity.why}`;
    if (identity.kind === 'unlisted') return `its ID is in ${identity.command}`;
    if (identity.kind === 'tags' && this.tagged.unread) return 'its tags were not read';
    // What its ID depends on does not exist either.
    return isUndecided ? 'its ID depends on a resource that is not decided' : undefined;
  }
}

function isCreated({ actions }: Planned): boolean {
  return actions.length === 1 && actions[0] === 'create';
}

function importOf({ address, actions, changes }: Planned, id: string): Import {
  const then = actions.includes('delete') ? 'replace' : actions.includes('update') ? 'update' : 'nothing';
  return { address, id, then, changes: then === 'nothing' ? [] : changes };
}
