import type { PageElement, PageWindow } from './dom';

/**
 * The filters and the environment at the top, kept in the URL: `#findings?env=prod&severity=critical,high&q=bucket`.
 * Serialised into the page: uses nothing from outside itself.
 */
export function runFilters(window: PageWindow): void {
  const { document, location, history } = window;
  const lists = ['severity', 'status'];
  const list = (selector: string) => [...document.querySelectorAll(selector)];
  const [radios, boxes] = [list('input[name="environment"]'), list('#filters input[type="checkbox"]')];
  const [environment, rule, text] = ['filter-environment', 'filter-rule', 'filter-text'].map((id) =>
    document.getElementById(id),
  );
  const findings = list('[data-finding]');
  const texts = new Map<PageElement, string>();
  const textOf = (finding: PageElement) => {
    const known = texts.get(finding);
    if (known !== undefined) return known;
    const heading = [...(finding.closest('[data-rule-group]')?.querySelectorAll('header') ?? [])];
    const lowerCaseText = [finding, ...heading]
      .map(({ textContent }) => textContent ?? '')
      .join(' ')
      .toLowerCase();
    texts.set(finding, lowerCaseText);
    return lowerCaseText;
  };

  /** What the controls say: of several boxes any, of none all. */
  const read = (): Map<string, string[]> => {
    const state = new Map<string, string[]>();
    const set = (name: string, values: string[]) => values.length > 0 && state.set(name, values);
    set(
      'env',
      radios.filter(({ checked, value }) => checked && value !== '').map(({ value }) => value),
    );
    for (const name of lists) {
      set(
        name,
        boxes.filter((box) => box.getAttribute('name') === name && box.checked).map(({ value }) => value),
      );
    }
    set('rule', [rule?.value ?? ''].filter(Boolean));
    set('q', [text?.value.trim() ?? ''].filter(Boolean));
    return state;
  };
  const write = (state: ReadonlyMap<string, readonly string[]>) => {
    const chosen = (name: string) => state.get(name) ?? [];
    const known = radios.find(({ value }) => value === (chosen('env')[0] ?? '')) ?? radios[0];
    for (const radio of radios) radio.checked = radio === known;
    if (environment) environment.value = known?.value ?? '';
    for (const box of boxes) box.checked = chosen(box.getAttribute('name') ?? '').includes(box.value);
    if (rule) rule.value = chosen('rule')[0] ?? '';
    // A rule that is not in the list would match no finding.
    if (rule && !rule.value) rule.value = '';
    if (text) text.value = chosen('q')[0] ?? '';
  };

  /** Whether a finding is like that; `but` leaves one question out, to count what its answers would give. */
  const matches = (finding: PageElement, state: ReadonlyMap<string, readonly string[]>, but = ''): boolean => {
    for (const [name, values] of state) {
      if (name === but) continue;
      if (name === 'q') {
        const words = (values[0] ?? '').toLowerCase().split(/\s+/);
        if (!words.every((word) => textOf(finding).includes(word))) return false;
      } else if (!values.includes(finding.dataset[name === 'env' ? 'environment' : name] ?? '')) return false;
    }
    return true;
  };

  const show = () => {
    const state = read();
    const chosen = state.get('env')?.[0];
    for (const part of list('[data-of]')) {
      part.hidden = chosen !== undefined && part.dataset.of !== '' && part.dataset.of !== chosen;
    }
    for (const finding of findings) finding.hidden = !matches(finding, state);
    for (const group of list('[data-rule-group]')) {
      group.hidden = [...group.querySelectorAll('[data-finding]')].every(({ hidden }) => hidden);
    }
    for (const place of list('[data-count]')) {
      const [name = '', value] = (place.dataset.count ?? '').split(':');
      const like = findings.filter((one) => one.dataset[name] === value && matches(one, state, name));
      place.textContent = String(like.length);
    }
    const number = findings.filter(({ hidden }) => !hidden).length;
    const none = document.getElementById('none-shown');
    if (none) none.hidden = number > 0 || findings.length === 0;
    const counter = document.getElementById('shown');
    if (counter) counter.textContent = `${number} of ${findings.length} findings`;
  };

  const remember = (place?: string) => {
    const state = [...read()].map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(',')}`).join('&');
    const anchor = place ?? location.hash.slice(1).split('?')[0] ?? '';
    history.replaceState(null, '', `#${anchor || (state && 'findings')}${state && `?${state}`}`);
  };
  const changed = () => {
    show();
    remember();
  };

  /** The URL first, so that a link shows what it was copied for. A link within the page keeps the filters. */
  const follow = () => {
    const [place = '', query] = location.hash.slice(1).split('?');
    if (query !== undefined) {
      const pairs = query.split('&').map((pair) => pair.split('='));
      write(new Map(pairs.map(([name = '', values = '']) => [name, values.split(',').map(decoded)])));
    }
    const target = place === '' ? null : document.getElementById(place);
    if (target?.dataset.finding !== undefined && !matches(target, read())) write(new Map());
    show();
    if (target?.closest('details')) target.open = true;
    if (query !== undefined) target?.scrollIntoView();
    else if (read().size > 0) remember(place);
  };
  function decoded(value: string): string {
    try {
      return decodeURIComponent(value);
    } catch {
      return value;
    }
  }

  for (const radio of radios) {
    radio.addEventListener('change', () => {
      if (environment) environment.value = radio.value;
      changed();
    });
  }
  environment?.addEventListener('change', () => {
    for (const radio of radios) radio.checked = radio.value === environment.value;
    changed();
  });
  for (const control of [...boxes, rule]) control?.addEventListener('change', changed);
  let timer: number | undefined;
  text?.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(changed, 120);
  });
  const form = document.getElementById('filters');
  form?.addEventListener('submit', (event) => event.preventDefault());
  form?.addEventListener('reset', (event) => {
    event.preventDefault();
    write(new Map());
    changed();
  });
  document.getElementById('open-all')?.addEventListener('click', () => {
    const shown = findings.filter(({ hidden }) => !hidden);
    const open = shown.some((finding) => !finding.open);
    for (const finding of shown) finding.open = open;
  });
  window.addEventListener('hashchange', follow);
  follow();
}
