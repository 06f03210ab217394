import type { PageElement, PageWindow } from './dom';

/** The theme, folds on paper, the section that is read. Serialised into the page: uses nothing from outside itself. */
export function runPage(window: PageWindow): void {
  const { document } = window;
  const root = document.documentElement;
  for (const element of document.querySelectorAll('[data-needs-script]')) element.hidden = false;

  const themes = ['system', 'light', 'dark'];
  const remembered = () => {
    try {
      return window.localStorage.getItem('terrace-theme') ?? 'system';
    } catch {
      return 'system';
    }
  };
  const show = (theme: string) => {
    if (theme === 'system') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
    const name = document.getElementById('theme-name');
    if (name) name.textContent = theme;
  };
  let theme = themes.includes(remembered()) ? remembered() : 'system';
  show(theme);
  document.getElementById('theme')?.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    show(theme);
    try {
      window.localStorage.setItem('terrace-theme', theme);
    } catch {
      // Chosen for this visit, then.
    }
  });

  // For browsers that do not print closed details.
  let opened: PageElement[] = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });

  const links = [...document.querySelectorAll('.contents a')];
  const observer = new window.IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        for (const link of links) {
          if (link.getAttribute('href') === `#${target.id}`) link.setAttribute('aria-current', 'true');
          else link.removeAttribute('aria-current');
        }
      }
    },
    { rootMargin: '-15% 0px -80% 0px' },
  );
  for (const section of document.querySelectorAll('main > section')) observer.observe(section);
}
