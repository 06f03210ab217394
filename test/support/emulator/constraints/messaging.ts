import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, type Row } from './row';

const { name, ...ranges } = documentedValues.aws_sqs_queue;
const names = { accepted: ['prod-orders', 'orders.fifo'], refused: ['prod.orders', 'two words', 'a'.repeat(257)] };

export const messaging: readonly Row[] = [
  documented(name, { code: 'InvalidParameterValue' }, { ...names, refused: [...names.refused, 'a'.repeat(81)] }),
  ...Object.values(ranges).map((range) => {
    const [least = 0, most = 0] = range.expected.split(' to ').map(Number);
    return documented(
      range,
      { code: 'InvalidAttributeValue', also: ['sqs SetQueueAttributes'] },
      { accepted: [least, most], refused: [least - 1, most + 1, 'some'] },
    );
  }),
  documented(documentedValues.aws_sns_topic.name, { code: 'InvalidParameter' }, names),
];
