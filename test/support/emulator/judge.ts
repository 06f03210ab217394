import type { Answer, Call } from './call';
import type { Api } from './api';
import type { Refused } from './constraint';
import { refusedValue, State } from './constraints';
import { Policies } from './policies/check';
import { refusal, type CheckedRequest, type MatchedRequest, type Violation } from './refusal';
import { send } from './send';

/**
 * Judges each request: by AWS's own service models, which strict/ has, and by what they leave out. One that AWS would
 * refuse is answered as AWS answers. What could not be judged is counted, and named.
 */
export class Judge {
  /** `rds CreateDBInstance: Engine: Member must not be null, found nothing`, each once. */
  readonly refused = new Set<string>();
  /** Signed requests that were not judged, each once. */
  readonly unjudged = new Set<string>();
  /** Patterns of the models that are no regular expressions here. */
  readonly notCompiled = new Set<string>();
  private readonly policies = new Policies();
  private readonly state = new State();
  private readonly counts = { accepted: 0, refused: 0, unmatched: 0, unparsed: 0, unsigned: 0 };

  constructor(private readonly strict: string) {}

  /** What AWS accepts and never applies, each once: an action of a policy that no service has. */
  get ineffective(): ReadonlySet<string> {
    return this.policies.ineffective;
  }

  /**
   * What AWS answers to a request that it refuses; nothing for one that it takes, or that was not judged.
   *
   * @param emulator asked for what there is
   */
  async refusal(call: Call, emulator: Api): Promise<Answer | undefined> {
    const checked = await this.ask(call);
    if (checked.verdict !== 'accepted' && checked.verdict !== 'refused') {
      this.counts[checked.verdict] += 1;
      if (checked.verdict === 'unmatched') this.unjudged.add(`${call.service} ${call.action}: ${checked.reason}`);
      if (checked.verdict === 'unparsed') this.unjudged.add(`${named(checked)}: ${checked.reason}`);
      return undefined;
    }
    for (const pattern of checked.notCompiled) this.notCompiled.add(pattern);
    const refused = checked.verdict === 'refused' ? checked : await this.refusedBeyondModels(call, checked, emulator);
    this.counts[refused ? 'refused' : 'accepted'] += 1;
    if (!refused) return undefined;
    for (const violation of refused.violations) this.refused.add(`${named(checked)}: ${line(violation)}`);
    return refusal({ ...checked, ...refused }, call);
  }

  private async refusedBeyondModels(
    { region }: Call,
    matched: MatchedRequest,
    emulator: Api,
  ): Promise<Refused | undefined> {
    const request = { ...matched, region };
    return refusedValue(request) ?? this.policies.refusal(request) ?? this.state.refusal(request, emulator);
  }

  /** How many requests there were of each kind, and what AWS refuses or never applies, a line each. */
  report(): string[] {
    const kinds = Object.entries(this.counts).map(([verdict, count]) => `${count} ${verdict}`);
    return [
      `requests by AWS's service models: ${kinds.join(', ')}; ${this.notCompiled.size} patterns not compiled`,
      ...Object.entries({
        refused: this.refused,
        'not judged': this.unjudged,
        'without effect': this.ineffective,
      }).flatMap(([what, requests]) => [...requests].map((request) => `${what}: ${request}`)),
    ];
  }

  private async ask(call: Call): Promise<CheckedRequest> {
    const asked = { ...call, method: 'POST', headers: { ...call.headers, 'x-judge': call.method } };
    const { status, body } = await send(new URL(this.strict), asked);
    if (status !== 200) throw new Error(`not judged by AWS's service models: ${status} ${body}`);
    return JSON.parse(body.toString());
  }
}

const named = ({ service, operation }: { service: string; operation: string }) => `${service} ${operation}`;

function line({ member, constraint, value }: Violation): string {
  return `${member}: ${constraint}, found ${value === null ? 'nothing' : JSON.stringify(value)}`;
}
