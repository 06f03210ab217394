import { base } from './base';
import { findings } from './findings';
import { layout } from './layout';
import { network } from './network';
import { print } from './print';

/** The page's style sheet. Print comes last, since it overrides the others. */
export const style = compact([base, layout, findings, network, print].join(''));

function compact(css: string): string {
  return css.replace(/\n\s*/g, '\n').replace(/\n+/g, '\n').trim();
}
