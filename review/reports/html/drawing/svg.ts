import type { VpcView } from '../../../reach/views';
import { html, type Html, type Part } from '../html';
import type { Bus } from './edges';
import type { Layout } from './layout';
import type { Row } from './rows';
import { door, size, type Bar } from './sizes';

/** The picture of a VPC. The tables beneath it say the same in words. */
export function drawing(vpc: VpcView, layout: Layout, id: string): Html {
  const { width, height, right, top, bottom, rows, buses, internet, zones } = layout;
  const { margin, label, zone } = size;
  return html`<svg
    class="network"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="${id}-title"
    aria-describedby="${id}-words"
  >
    <title id="${id}-title">Network ${vpc.label}, ${vpc.cidrs.join(', ')}</title>
    <rect class="vpc" x="${margin}" y="${top}" width="${right - margin}" height="${bottom - top}" rx="10" />
    ${bar(internet)} ${layout.edge.map(bar)} ${doors(vpc, layout)} ${serviceDoor(vpc, layout)}
    ${zones.map((name, index) =>
      text(margin + label + index * zone + (zone - size.gap) / 2, top + 26, name, 'middle quiet', zone - 20),
    )}
    ${rows.map((row) => tierRow(row, layout))} ${buses.map((bus) => busLine(bus, right, buses.length))}
  </svg>`;
}

/** Gateways stand in the wall of the VPC. */
function doors(vpc: VpcView, { top, internet, doors: start }: Layout): Part {
  const gateways = vpc.gateways.filter(({ subnet }) => subnet === undefined);
  const width = door;
  return gateways.map(({ kind, label }, index) => {
    const x = start + index * (width + 16);
    const leadsToInternet = kind === 'internet' || kind === 'egress-only';
    return html`<g>
      <title>${kind} gateway ${label}</title>
      ${leadsToInternet && html`<path class="way" d="M${x + width / 2} ${internet.y + internet.height}V${top - 13}" />`}
      <rect class="door" x="${x}" y="${top - 13}" width="${width}" height="26" rx="5" />
      ${text(x + width / 2, top + 4.5, `${kind} gateway`, 'middle', width - 12)}
    </g>`;
  });
}

/** Services that routes lead to without leaving AWS. */
function serviceDoor({ endpoints }: VpcView, { bottom, right }: Layout): Part {
  const services = endpoints.flatMap(({ kind, service }) => (kind === 'gateway' ? service : []));
  if (services.length === 0) return undefined;
  const words = `${services.join(', ')} through gateway endpoint${services.length === 1 ? '' : 's'}`;
  const width = Math.min(words.length * 6.7 + 28, right - size.margin - 40);
  const middle = (size.margin + right) / 2;
  return html`<g>
    <rect class="door" x="${middle - width / 2}" y="${bottom - 13}" width="${width}" height="26" rx="5" />
    ${text(middle, bottom + 4.5, words, 'middle', width - 12)}
  </g>`;
}

function tierRow({ name, exposure, says, y, height, cells, bars }: Row, { zones }: Layout): Html {
  const { margin, label, zone, gap } = size;
  return html`<g>
    ${text(margin + 14, y + 22, name, 'strong', label - 20)}
    ${says.map((line, index) => text(margin + 14, y + 40 + index * 15, line, 'quiet small'))}
    ${zones.map((_, index) => {
      const texts = cells[index] ?? [];
      if (texts.length === 0) return undefined;
      const x = margin + label + index * zone;
      return html`<rect class="subnet ${exposure}" x="${x}" y="${y}" width="${zone - gap}" height="${height}" rx="6" />
        ${texts.map(({ label: name, cidrs }, line) => [
          text(x + 12, y + 18 + line * 34, cidrs.join('  '), 'cidr', zone - 36),
          text(x + 12, y + 33 + line * 34, name, 'quiet small', zone - 36),
        ])}`;
    })}
    ${bars.map(bar)}
  </g>`;
}

function bar({ x, y, width, height, label, kind, look }: Bar): Html {
  const middle = y + height / 2 + 4;
  const room = width - 20;
  const kindRoom =
    kind === '' ? 0 : Math.min(kind.length * 6.2 + 10, Math.max(room / 2, room - label.length * 7.2 - 12));
  return html`<g class="bar-${look}">
    <title>${[kind, label].filter(Boolean).join(' ')}</title>
    <rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" />
    ${text(x + 10, middle, label, 'strong', room - kindRoom)}
    ${kind && text(x + width - 10, middle, kind, 'end quiet small', kindRoom)}
  </g>`;
}

/**
 * From each source a dot on the target's line, an arrow into the target, and beside it the ports. A line leaves a
 * bar beneath its middle and comes in above it, so that no two lie on one another.
 */
function busLine({ target, sources, x, captions }: Bus, right: number, lanes: number): Html {
  const end = middleOf(target) - spacing;
  const starts = sources.map(({ bar, isCertain }) => ({
    y: middleOf(bar) + spacing,
    from: bar.x + bar.width,
    isCertain,
  }));
  const ys = [end, ...starts.map(({ y }) => y)];
  const edge = target.x + target.width;
  const captionX = right + size.margin + lanes * size.lane + 2;
  const first = end - ((captions.length - 1) * size.line) / 2 + 4;
  const isCertain = sources.some((source) => source.isCertain);
  return html`<g class="${isCertain ? 'flow' : 'flow maybe'}">
    <title>${target.label}: ${captions.map((caption) => caption.text).join('; ')}</title>
    <path d="M${x} ${Math.min(...ys)}V${Math.max(...ys)}" />
    ${starts.map(
      ({ y, from, isCertain }) =>
        html`<path class="${isCertain ? '' : 'maybe'}" d="M${from} ${y}H${x}" /><circle cx="${x}" cy="${y}" r="3" />`,
    )}
    <path d="M${captionX - 4} ${end}H${edge + 7}" />
    <path class="head" d="M${edge + 1} ${end}l8 -4.5v9z" />
    ${captions.map((caption, index) =>
      text(
        captionX,
        first + index * size.line,
        caption.text,
        caption.isCertain ? 'small' : 'small maybe',
        size.caption - 6,
      ),
    )}
  </g>`;
}

const spacing = 4;

function middleOf({ y, height }: Bar): number {
  return y + height / 2;
}

/** Cut to the room there is: letters of this size are about six and a half units wide. The whole is in a `title`. */
function text(x: number, y: number, content: string, kind: string, room = Infinity): Html {
  const most = Math.floor(room / (kind.includes('small') ? 5.9 : kind.includes('cidr') ? 7.3 : 6.7));
  const shown = content.length > most ? `${content.slice(0, Math.max(1, most - 1))}…` : content;
  return html`<text x="${x}" y="${y}" class="${kind}">${shown}</text>`;
}
