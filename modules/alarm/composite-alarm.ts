import { CloudwatchCompositeAlarm } from '@cdktf/provider-aws/lib/cloudwatch-composite-alarm';
import { Construct } from 'constructs';
import { checkProps, list, object, optional, sentence, union, wholeNumber, type Description } from '../props';
import { alarmRef, type AlarmRef } from './alarm-ref';
import { actionsOf, toldOf, type MetricAlarmProps } from './metric-alarm';

export interface CompositeAlarmProps {
  /** The alarm's name, unique in its account and region. */
  readonly name: string;
  /** What is wrong and what to do first: the person who reads this was just woken up. */
  readonly description: string;
  /** The alarms that it is in ALARM by: while all of them are, or while any of them is. */
  readonly when: AllOf | AnyOf;
  /** Told when the alarm fires and when it is over; `of-composite`: nobody, since another composite alarm that it is part of does. */
  readonly topic: MetricAlarmProps['topic'];
  /**
   * What keeps it from telling the topic.
   * @default nothing
   */
  readonly suppressor?: SuppressorProps;
}

export interface AllOf {
  readonly all: readonly AlarmRef[];
}

export interface AnyOf {
  readonly any: readonly AlarmRef[];
}

/** An alarm that tells more of the same: while it is in ALARM, nobody is told of the other. */
export interface SuppressorProps {
  readonly alarm: AlarmRef;
  /** Seconds that the composite alarm waits for the suppressor before it tells its topic. */
  readonly waitSeconds: number;
  /** Seconds after the suppressor, in which the composite alarm may still end by itself. */
  readonly extensionSeconds: number;
}

const source = 'CloudWatch API reference, PutCompositeAlarm';
// A rule has 10,240 characters, and these have room in it whatever their names.
const alarms = list('alarms', alarmRef, { min: 1, max: 38, source });
const seconds = wholeNumber('seconds', 1, 86_400);

const compositeAlarmProps: Description<CompositeAlarmProps> = {
  name: sentence('a name', { max: 255, source }),
  description: sentence('what is wrong and what to do', { max: 1024, source }),
  when: union<AllOf | AnyOf>('alarms', {
    all: object<AllOf>({ all: alarms }),
    any: object<AnyOf>({ any: alarms }),
  }),
  topic: toldOf,
  suppressor: optional(
    object<SuppressorProps>({ alarm: alarmRef, waitSeconds: seconds, extensionSeconds: seconds }),
    'nothing',
  ),
};

/** A CloudWatch alarm on other alarms, told to a topic once for all of them. */
export class CompositeAlarm extends Construct implements AlarmRef {
  static readonly props = compositeAlarmProps;
  readonly alarmName: string;
  readonly nodes: { readonly alarm: CloudwatchCompositeAlarm };

  /** @throws PropsError for props that CloudWatch refuses. */
  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    super(scope, id);
    checkProps(this, compositeAlarmProps, props);
    const { name, description, when, topic, suppressor } = props;
    const alarm = new CloudwatchCompositeAlarm(this, 'alarm', {
      alarmName: name,
      alarmDescription: description,
      alarmRule: 'all' in when ? joined(when.all, 'AND') : joined(when.any, 'OR'),
      ...actionsOf(topic),
      ...(suppressor && {
        actionsSuppressor: {
          alarm: suppressor.alarm.alarmName,
          waitPeriod: suppressor.waitSeconds,
          extensionPeriod: suppressor.extensionSeconds,
        },
      }),
    });
    this.nodes = { alarm };
    this.alarmName = alarm.alarmName;
  }
}

function joined(alarms: readonly AlarmRef[], operator: 'AND' | 'OR'): string {
  return alarms.map(({ alarmName }) => `ALARM("${alarmName}")`).join(` ${operator} `);
}
