import { text, within, type Row } from './row';

const sqs = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/';

/** The attributes of a queue that are numbers. */
const ranges: readonly (readonly [attribute: string, least: number, most: number])[] = [
  ['DelaySeconds', 0, 900],
  ['MaximumMessageSize', 1_024, 1_048_576],
  ['MessageRetentionPeriod', 60, 1_209_600],
  ['ReceiveMessageWaitTimeSeconds', 0, 20],
  ['VisibilityTimeout', 0, 43_200],
  ['KmsDataKeyReusePeriodSeconds', 60, 86_400],
];

export const messaging: readonly Row[] = [
  text(
    {
      operations: ['sqs CreateQueue'],
      member: 'QueueName',
      expected: 'at most 80 letters, digits, hyphens or underscores, and .fifo last for a FIFO queue',
      code: 'InvalidParameterValue',
      page: `${sqs}API_CreateQueue.html`,
    },
    /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
    { accepted: ['prod-orders', 'orders.fifo'], refused: ['prod.orders', 'two words', 'a'.repeat(81)] },
  ),
  ...ranges.map(([attribute, least, most]): Row => ({
    operations: ['sqs CreateQueue', 'sqs SetQueueAttributes'],
    member: 'Attributes',
    expected: `${attribute} from ${least} to ${most}`,
    code: 'InvalidAttributeValue',
    page: `${sqs}API_SetQueueAttributes.html`,
    accepts: ({ Attributes }) => within(Attributes?.[attribute], least, most),
    accepted: [least, most].map((value) => ({ Attributes: { [attribute]: `${value}` } })),
    refused: [`${least - 1}`, `${most + 1}`, 'some'].map((value) => ({ Attributes: { [attribute]: value } })),
  })),
  text(
    {
      operations: ['sns CreateTopic'],
      member: 'Name',
      expected: '1 to 256 letters, digits, hyphens or underscores, and .fifo last for a FIFO topic',
      code: 'InvalidParameter',
      page: 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
    },
    /^(?=.{1,256}$)[\w-]+(\.fifo)?$/,
    { accepted: ['prod-alarms', 'alarms.fifo'], refused: ['prod.alarms', 'two words', 'a'.repeat(257)] },
  ),
];
