import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition';
import { Construct } from 'constructs';
import { checkProps, list, matching, sentence, type Description } from '../props';

export interface SavedQueryProps {
  /** Its name in the console, where what is in front of `/` is a folder: `prod/slowest-requests`. */
  readonly name: string;
  /** The log groups that it looks through, by their names: up to 50 of them. */
  readonly logGroupNames: readonly string[];
  /** The commands of the query, in the language of CloudWatch Logs Insights: `filter level = "error"`. */
  readonly commands: readonly string[];
}

const savedQueryProps: Description<SavedQueryProps> = {
  name: matching(/^[\w ./-]{1,255}$/, '1 to 255 letters, digits, blanks and _./-', {
    structure: true,
    source: 'CloudWatch Logs API reference, PutQueryDefinition, name',
  }),
  logGroupNames: list('log groups', matching(/^[\w./#-]{1,512}$/, 'the name of a log group'), {
    min: 1,
    max: 50,
    source: 'CloudWatch Logs API reference, StartQuery, logGroupNames',
  }),
  // Together up to 10,000 characters (CloudWatch Logs API reference, PutQueryDefinition, queryString).
  commands: list('commands', sentence('a command', { max: 950 }), { min: 1, max: 10 }),
};

/**
 * A query of CloudWatch Logs Insights that is there when somebody needs it: under "Saved and sample queries" of the console. Running it is charged for by what it
 * looks through; that it is there costs nothing.
 */
export class SavedQuery extends Construct {
  static readonly props = savedQueryProps;
  readonly nodes: { readonly query: CloudwatchQueryDefinition };

  /** @throws PropsError for a query that CloudWatch Logs refuses. */
  constructor(scope: Construct, id: string, props: SavedQueryProps) {
    super(scope, id);
    checkProps(this, savedQueryProps, props);
    const { name, logGroupNames, commands } = props;
    this.nodes = {
      query: new CloudwatchQueryDefinition(this, 'query', {
        name,
        logGroupNames: [...logGroupNames],
        queryString: commands.join('\n| '),
      }),
    };
  }
}
