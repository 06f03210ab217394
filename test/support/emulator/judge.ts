import type { Answer, Call } from './call';
import { send } from './send';
import { refusal, type CheckedRequest, type Violation } from './refusal';

/**
 * Judges each request by AWS's own service models, which strict/ has: one that AWS would refuse is answered as AWS
 * answers. What could not be judged is counted, and named.
 */
export class Judge {
  /** `rds CreateDBInstance: Engine: Member must not be null, found nothing`, each once. */
  readonly refused = new Set<string>();
  /** Signed requests that were not judged, each once. */
  readonly unjudged = new Set<string>();
  /** Patterns of the models that are no regular expressions here. */
  readonly notCompiled = new Set<string>();
  private readonly counts = { accepted: 0, refused: 0, unmatched: 0, unparsed: 0, unsigned: 0 };

  constructor(private readonly strict: string) {}

  /** What AWS answers to a request that it refuses; nothing for one that it takes, or that was not judged. */
  async refusal(call: Call): Promise<Answer | undefined> {
    const checked = await this.ask(call);
    this.counts[checked.verdict] += 1;
    for (const pattern of checked.notCompiled ?? []) this.notCompiled.add(pattern);
    const name = `${checked.service ?? call.service} ${checked.operation ?? call.action}`;
    if (checked.verdict === 'unmatched' || checked.verdict === 'unparsed') {
      this.unjudged.add(`${name}: ${checked.verdict}: ${checked.reason}`);
    }
    if (checked.verdict !== 'refused') return undefined;
    for (const violation of checked.violations) this.refused.add(`${name}: ${line(violation)}`);
    return refusal(checked, call);
  }

  /** How many requests there were of each kind. */
  summary(): string {
    const kinds = Object.entries(this.counts).map(([verdict, count]) => `${count} ${verdict}`);
    return `requests by AWS's service models: ${kinds.join(', ')}; ${this.notCompiled.size} patterns not compiled`;
  }

  private async ask(call: Call): Promise<CheckedRequest> {
    const { status, body } = await send(new URL(this.strict), call, { headers: { 'x-judge': '1' } });
    if (status !== 200) throw new Error(`not judged by AWS's service models: ${status} ${body}`);
    return JSON.parse(body.toString());
  }
}

function line({ member, constraint, value }: Violation): string {
  return `${member}: ${constraint}, found ${value === null ? 'nothing' : JSON.stringify(value)}`;
}
