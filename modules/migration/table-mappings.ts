/** The rules by which a task selects tables (DMS user guide, Selection rules and actions). They have numbers from their place, which DMS reads as names alone. */
export function tableMappings(tables: readonly string[]): string {
  const rules = [...tables].sort().map((one, index) => {
    const [schema, table] = one.split('.');
    const id = String(index + 1);
    return {
      ...{ 'rule-type': 'selection', 'rule-id': id, 'rule-name': `tables-${id}` },
      ...{ 'object-locator': { 'schema-name': schema, 'table-name': table }, 'rule-action': 'include' },
    };
  });
  return JSON.stringify({ rules });
}
