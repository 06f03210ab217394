import Table from 'cli-table3';
import type { colours } from '../io';
import type { Changes } from './changes';

export interface Row extends Changes {
  readonly name: string;
  /** Instead of the numbers. */
  readonly instead?: string;
}

export interface Section extends Changes {
  readonly name: string;
  readonly seconds: number;
  readonly rows: readonly Row[];
}

type Paint = ReturnType<typeof colours>;

/** For each environment and stack, what would be added, changed and destroyed, and the duration. */
export function planTable(sections: readonly Section[], paint: Paint): string {
  const table = new Table({
    head: ['environment', 'stack', 'add', 'change', 'destroy', 'seconds'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { name, rows, seconds, ...totals } of sections) {
    rows.forEach((row, index) => {
      const environment = index === 0 ? paint.bold(name) : '';
      const numbers = row.instead ? [{ content: paint.yellow(row.instead), colSpan: 3 }] : cells(row, paint);
      table.push([environment, row.name, ...numbers, ''] as string[]);
    });
    table.push(['', paint.bold('total'), ...cells(totals, paint).map(paint.bold), seconds.toFixed(1)]);
  }
  return table.toString();
}

function cells({ add, change, destroy }: Changes, paint: Paint): string[] {
  const cell = (count: number, colour: (text: string) => string) =>
    count > 0 ? colour(String(count)) : paint.dim('0');
  return [cell(add, paint.green), cell(change, paint.yellow), cell(destroy, paint.red)];
}
