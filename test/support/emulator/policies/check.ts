import type { AcceptedRequest, Refused } from '../constraint';
import type { Violation } from '../refusal';
import { grammarFaults, list, statementsOf, type Fault, type Statement } from './grammar';
import { policyKinds, type PolicyKind } from './kinds';
import { meaningFaults } from './meaning';

/** The policies of a run's requests: what AWS refuses of them, and what it accepts and never applies. */
export class Policies {
  /** Statements that AWS accepts and that have no effect, each once. */
  readonly ineffective = new Set<string>();
  /** Sizes of the inline policies of each owner, by name. */
  private readonly inline = new Map<string, Map<string, number>>();

  /** What AWS refuses of the policy in a request, if it carries one. */
  refusal(request: AcceptedRequest): Refused | undefined {
    if (request.operation.startsWith('Delete')) this.forget(request);
    for (const kind of policyKinds) {
      for (const [member, text] of policiesIn(kind, request)) {
        const refused = this.check(kind, request, member, text);
        if (refused) return refused;
      }
    }
    return undefined;
  }

  private check(kind: PolicyKind, request: AcceptedRequest, member: string, text: string): Refused | undefined {
    const policy = parse(text);
    const grammar = grammarFaults(policy, kind.grammar);
    const scope = grammar.length > 0 || !kind.scope ? [] : scopeFaults(policy as Policy, kind.scope);
    const faults = [...grammar, ...scope];
    const meaning = faults.length > 0 ? [] : meaningFaults(policy as Policy, kind.scope === 'sts');
    const refused = [...faults, ...(kind.isChecked ? meaning : [])].map((fault) => violation(member, fault));
    if (refused.length > 0) return { code: kind.code, violations: refused };
    for (const fault of meaning) {
      const [place, expected, found] = fault;
      const name = `${request.service} ${request.operation} ${nameOf(request)}`;
      this.ineffective.add(`${name}: ${place}: ${expected}, found ${JSON.stringify(found)}`);
    }
    const [size, most] = this.size(kind, request, text);
    if (size <= most) return undefined;
    const constraint = `Policy must have at most ${most} ${kind.counts === 'bytes' ? 'bytes' : 'characters without white space'}`;
    return { code: kind.sizeCode, violations: [{ member, constraint, value: `${size}` }] };
  }

  /** What counts, and how much may: of an inline policy, all of its owner's. */
  private size(kind: PolicyKind, { parameters }: AcceptedRequest, text: string): [size: number, most: number] {
    const size = kind.counts === 'bytes' ? Buffer.byteLength(text) : text.replace(/\s/g, '').length;
    const limit = Object.entries(kind.ownerLimits ?? {}).find(([parameter]) => parameter in parameters);
    if (!limit) return [size, kind.most];
    const [parameter, most] = limit;
    const owner = `${parameter} ${parameters[parameter]}`;
    const policies = new Map(this.inline.get(owner)).set(String(parameters.PolicyName), size);
    const total = [...policies.values()].reduce((sum, one) => sum + one, 0);
    if (total <= most) this.inline.set(owner, policies);
    return [total, most];
  }

  private forget({ operation, parameters }: AcceptedRequest): void {
    const owner = /^Delete(Role|User|Group)Policy$/.exec(operation)?.[1];
    if (owner) this.inline.get(`${owner}Name ${parameters[`${owner}Name`]}`)?.delete(String(parameters.PolicyName));
  }
}

interface Policy {
  readonly Statement?: unknown;
}

/** The members of a request that hold a policy of a kind: an attribute that is one only if it says so. */
function policiesIn(kind: PolicyKind, { service, operation, parameters }: AcceptedRequest): [string, string][] {
  return kind.members.flatMap((carrier): [string, string][] => {
    const [ofService, ofOperation, path = ''] = carrier.split(' ');
    if (ofService !== service || ofOperation !== operation) return [];
    if (path === 'AttributeValue' && parameters.AttributeName !== 'Policy') return [];
    const value = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], parameters);
    return typeof value === 'string' && value !== '' ? [[path, value]] : [];
  });
}

/** A policy of a resource names actions of its service; one of trust, those that assume a role. */
function scopeFaults(policy: Policy, service: string): Fault[] {
  return statementsOf(policy).flatMap(({ Action, NotAction }: Statement, index) =>
    ([...list(Action), ...list(NotAction)] as string[])
      .filter((action) => (action === '*' ? service === 'sts' : !action.toLowerCase().startsWith(`${service}:`)))
      .map((action): Fault => [`Statement[${index}].Action`, `expected an action of ${service}`, action]),
  );
}

function violation(member: string, [place, expected, found]: Fault): Violation {
  const value = found === undefined ? null : found;
  return {
    member: place ? `${member}.${place}` : member,
    constraint: `Policy must be well formed: ${expected}`,
    value,
  };
}

function nameOf({ parameters }: AcceptedRequest): string {
  const { PolicyName, RoleName, KeyId, QueueUrl, TopicArn, ServiceName } = parameters;
  return String(PolicyName ?? RoleName ?? KeyId ?? QueueUrl ?? TopicArn ?? ServiceName ?? '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
