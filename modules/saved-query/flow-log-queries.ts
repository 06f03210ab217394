/** The fields of AWS's default format, by the name that Insights has for each (CloudWatch Logs user guide, Supported logs and discovered fields, VPC flow logs). */
const discovered = {
  srcaddr: 'srcAddr',
  dstaddr: 'dstAddr',
  dstport: 'dstPort',
  protocol: 'protocol',
  action: 'action',
};
type Asked = keyof typeof discovered;

/**
 * What is asked first of flow logs, by what it answers. Insights finds the fields of the default format by itself; those of another format are read from its text, each by
 * its name with `_` for `-`.
 *
 * @param fields of a record in their order; `default` for AWS's
 * @returns none where records do not say what was refused, or of whom
 */
export function flowLogQueries(fields: 'default' | readonly string[]): Readonly<Record<string, readonly string[]>> {
  const asked = Object.keys(discovered) as Asked[];
  const own = (name: Asked) => (fields === 'default' ? discovered[name] : name);
  const parse =
    fields === 'default'
      ? []
      : [
          `parse @message "${fields.map(() => '*').join(' ')}" as ${fields.map((name) => name.replaceAll('-', '_')).join(', ')}`,
        ];
  const has = (name: Asked) => fields === 'default' || fields.includes(name);
  const by = asked.filter((name) => name !== 'action' && has(name)).map(own);
  if (!has('action') || by.length === 0) return {};
  return {
    'refused-connections': [
      ...parse,
      `filter ${own('action')} = "REJECT"`,
      `stats count(*) as records by ${by.join(', ')}`,
      'sort records desc',
      'limit 50',
    ],
  };
}
