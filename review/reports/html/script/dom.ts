/*
 * The few parts of the DOM that the page's script uses. The DOM's own types would come with a thousand globals, `name` and
 * `status` among them, into a program that runs in Node.
 */

export interface PageElement {
  readonly id: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  hidden: boolean;
  open: boolean;
  value: string;
  checked: boolean;
  textContent: string | null;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  closest(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  scrollIntoView(): void;
  focus(): void;
  reset(): void;
  addEventListener(kind: string, listener: (event: { preventDefault(): void }) => void): void;
}

export interface PageWindow {
  readonly document: {
    readonly documentElement: PageElement;
    getElementById(id: string): PageElement | null;
    querySelectorAll(selector: string): Iterable<PageElement>;
    addEventListener(kind: string, listener: (event: { readonly target: PageElement }) => void): void;
  };
  readonly location: { readonly hash: string };
  readonly history: { replaceState(state: null, title: string, url: string): void };
  /** Throws where the browser keeps nothing for files. */
  readonly localStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void };
  addEventListener(kind: string, listener: () => void): void;
  setTimeout(run: () => void, milliseconds: number): number;
  clearTimeout(timer: number | undefined): void;
  readonly IntersectionObserver: new (
    seen: (entries: readonly { readonly target: PageElement; readonly isIntersecting: boolean }[]) => void,
    options: { readonly rootMargin: string },
  ) => { observe(element: PageElement): void };
}
