import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { TerraformStack } from 'cdktf';
import { isOn, type OptOut } from '../../modules/opt-out';
import { optOuts, synth } from '../support/synth';

const queue =
  (optOut?: OptOut, ask: (on: boolean) => void = () => {}) =>
  (stack: TerraformStack) =>
    ask(isOn(new SqsQueue(stack, 'queue', { name: 'orders' }), 'encryption', optOut));

describe('a protection', () => {
  test('is on, and says nothing, until somebody opts out', () => {
    const answers: boolean[] = [];
    expect(optOuts(queue(undefined, (on) => answers.push(on)))).toEqual({});
    expect(answers).toEqual([true]);
  });

  test('is off for a reason, which stands beside the resource', () => {
    const answers: boolean[] = [];
    const optOut: OptOut = { off: true, reason: '  holds generated data only ' };
    expect(optOuts(queue(optOut, (on) => answers.push(on)))).toEqual({
      'stack/queue': { encryption: 'holds generated data only' },
    });
    expect(answers).toEqual([false]);
  });

  test('is off for Terraform as without a reason', () => {
    const off = synth(queue({ off: true, reason: 'holds generated data only' }));
    expect(off.one('aws_sqs_queue')).toEqual({ name: 'orders' });
  });

  test.each(['', 'because', '   so short   '])('stays on for %p, which is no reason', (reason) => {
    expect(() => synth(queue({ off: true, reason }))).toThrow(
      `stack/queue: encryption.reason: expected a reason of 10 to 300 characters, found ${JSON.stringify(reason)}`,
    );
  });

  test('keeps the reasons of its neighbours', () => {
    const both = (stack: TerraformStack) => {
      const resource = new SqsQueue(stack, 'queue', {});
      isOn(resource, 'encryption', { off: true, reason: 'holds generated data only' });
      isOn(resource, 'redrive', { off: true, reason: 'rebuilt from fixtures' });
    };
    expect(optOuts(both)['stack/queue']).toEqual({
      encryption: 'holds generated data only',
      redrive: 'rebuilt from fixtures',
    });
  });
});
