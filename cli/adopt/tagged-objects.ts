import { join } from 'node:path';
import { readDataSources } from '../terraform/data-sources';
import type { Candidate, ObjectDetails } from './details';
import { identities } from './import-ids';
import { hasTags, isSeenBy, objectsWithTags, type Tagged } from './lookup';
import type { Place } from './place';
import { commonTags, providerOf, type Planned } from './planned';

/** Snapshots, and what an Auto Scaling group launches: services create them with the tags of something else. */
const createdByServices = /:(cluster-)?snapshot[:/]|:auto-backup:|:ec2:.*:(instance|network-interface|volume)\//;

/** The objects in AWS that have the tags of one stack. */
export class TaggedObjects {
  private objects: readonly Tagged[] = [];
  /** Why they could not be listed. */
  unread?: string;

  constructor(
    private readonly place: Place,
    private readonly details: ObjectDetails,
  ) {}

  /** Lists those that have the tags which all of the resources share. */
  async list(resources: readonly Planned[]): Promise<void> {
    const tags = commonTags(resources);
    if (Object.keys(tags).length === 0) {
      this.unread = 'the resources have no tag in common';
      return;
    }
    type Objects = Record<string, readonly Omit<Tagged, 'provider'>[]>;
    const { terraform, initialized, folder, json } = this.place;
    const path = join(folder.path, 'lookup');
    const answer = await readDataSources<Objects>(terraform, initialized, path, objectsWithTags(json, tags));
    if ('failed' in answer) {
      this.unread = answer.failed;
      return;
    }
    const objects = Object.entries(answer.found);
    const all = objects.flatMap(([provider, listed]) => listed.map((object) => ({ ...object, provider })));
    // A page may repeat what another has.
    this.objects = [...new Map(all.map((object) => [object.arn, object])).values()];
    await this.details.read(this.objects.flatMap((object) => candidate('aws_kms_key', object) ?? []));
  }

  /** The import IDs of the objects that each resource may be, by its tags and, where several have those, its details. */
  async idsOf(resources: readonly Planned[]): Promise<(readonly [Planned, string[]])[]> {
    const found = resources.map((resource) => [resource, this.candidates(resource)] as const);
    await this.details.read(found.flatMap(([, candidates]) => candidates));
    return found.map(([resource, candidates]) => {
      const matching = candidates.filter((object) => this.details.matches(resource, object));
      return [resource, matching.map(({ id }) => id)] as const;
    });
  }

  /** The ARNs of the objects that are neither in the state nor found for a resource, nor may be one of `gone`. */
  unowned(resources: readonly Planned[], found: ReadonlySet<string>, gone: ReadonlySet<string>): string[] {
    const owned = new Set([...found, ...resources.flatMap(({ ids }) => ids)]);
    const isOwned = ({ arn }: Tagged) => owned.has(arn) || owned.has(arn.replace(/^.*[/:]/, ''));
    const defaults = resources.filter(
      ({ type, address }) => identities[type]?.kind === 'overwritten' || gone.has(address),
    );
    const isDefault = (object: Tagged) =>
      defaults.some((one) => candidate(one.type, object) !== undefined && hasTags(object, one));
    const isOfAws = ({ arn, tags }: Tagged) =>
      createdByServices.test(arn) || Object.keys(tags).some((key) => key.startsWith('aws:'));
    const isKnown = (object: Tagged) =>
      isOwned(object) || isDefault(object) || isOfAws(object) || this.isPendingDeletion(object);
    return this.objects.filter((object) => !isKnown(object)).map(({ arn }) => arn);
  }

  private candidates(resource: Planned): Candidate[] {
    const provider = providerOf(this.place.json, resource.address);
    const its = this.objects.filter((object) => isSeenBy(object, provider) && hasTags(object, resource));
    return its.flatMap((object) => candidate(resource.type, object) ?? []);
  }

  private isPendingDeletion(object: Tagged): boolean {
    const key = candidate('aws_kms_key', object);
    return key !== undefined && this.details.of(key).key_state === 'PendingDeletion';
  }
}

function candidate(type: string, { arn, provider }: Tagged): Candidate | undefined {
  const identity = identities[type];
  const pattern = identity && 'arn' in identity ? identity.arn : undefined;
  const id = pattern?.exec(arn)?.[1];
  return id === undefined ? undefined : { type, id, provider };
}
