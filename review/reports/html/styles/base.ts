import { iconStyle } from '../icons';

/**
 * Colours, type and the elements of every section. Severity never depends on colour alone: it has a shape, a word, and
 * a weight that falls from solid to outline.
 */
export const base = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f7f7f5, #14171a);
  --surface: light-dark(#ffffff, #1b1f23);
  --sunken: light-dark(#f1f2f0, #161a1d);
  --line: light-dark(#dfe2e0, #30363b);
  --line-strong: light-dark(#868f96, #7d878f);
  --text: light-dark(#1a1f24, #e7eaec);
  --quiet: light-dark(#545e67, #a3adb5);
  --accent: light-dark(#0b5c66, #6ccbd4);
  --accent-soft: light-dark(#e3f0f1, #17343a);
  --on-accent: light-dark(#ffffff, #0d1c1f);
  --critical: light-dark(#9b1238, #ff9db4);
  --critical-solid: light-dark(#9b1238, #ff9db4);
  --on-critical: light-dark(#ffffff, #2b0610);
  --high: light-dark(#9a3f06, #ffb27a);
  --high-soft: light-dark(#fdebdd, #43270f);
  --medium: light-dark(#6e5600, #e9cc62);
  --medium-soft: light-dark(#faf3d6, #37300f);
  --low: light-dark(#47566b, #aebdd0);
  --fail: var(--critical);
  --unknown: light-dark(#5b3f96, #c6b0f2);
  --waived: light-dark(#47566b, #aebdd0);
  --pass: light-dark(#0b5c66, #6ccbd4);
  --sans: -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", "DejaVu Sans Mono", monospace;
  --radius: 8px;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 400 0.9375rem/1.55 var(--sans); }
h1, h2, h3, h4, p, ul, ol, dl, dd, table, figure { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
h2 { font-size: 1.3rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h3 { font-size: 1.0625rem; line-height: 1.4; font-weight: 650; }
h4 { font-size: 0.9375rem; font-weight: 650; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
code, .mono { font-family: var(--mono); font-size: 0.865em; overflow-wrap: anywhere; }
small, .small { font-size: 0.8125rem; }
small, .quiet { color: var(--quiet); }
h3 small, h4 small, h3 .quiet, h4 .quiet { font-weight: 400; }
.number { font-variant-numeric: tabular-nums; }
${iconStyle}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
[hidden] { display: none !important; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 20; padding: 0.5rem 1rem; background: var(--accent); color: var(--on-accent); border-radius: 0 0 var(--radius) var(--radius); }
.skip:focus { top: 0; }

.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
.note { padding: 0.875rem 1.125rem; background: var(--surface); border: 1px dashed var(--line); border-radius: var(--radius); color: var(--quiet); }

table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
caption { text-align: left; padding: 0.75rem 1rem; color: var(--quiet); }
th, td { padding: 0.5rem 1rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { font-weight: 550; font-size: 0.8125rem; color: var(--quiet); white-space: nowrap; border-top: 0; }
caption + thead th { border-top: 1px solid var(--line); }
tbody th { font-weight: 550; }
th small, th .quiet { font-weight: 400; }
td.number, th.number { text-align: right; }
.scroll { position: relative; overflow-x: auto; }
.scroll > table { min-width: 44rem; }

.badge { display: inline-flex; align-items: baseline; gap: 0.35em; padding: 0.05rem 0.5rem 0.05rem 0.4rem; border: 1px solid transparent; border-radius: 99px; font-size: 0.78rem; font-weight: 600; line-height: 1.45; white-space: nowrap; }
.badge.critical { background: var(--critical-solid); color: var(--on-critical); }
.badge.high { background: var(--high-soft); color: var(--high); border-color: currentColor; }
.badge.medium { background: var(--medium-soft); color: var(--medium); }
.badge.low { color: var(--low); border-color: var(--line-strong); }
.badge.fail { color: var(--fail); }
.badge.unknown { color: var(--unknown); }
.badge.waived { color: var(--waived); }
.badge.pass { color: var(--pass); }
.badge.fail, .badge.unknown, .badge.waived, .badge.pass { padding-inline: 0; }
.tag { display: inline-block; padding: 0 0.45rem; border: 1px solid var(--line); border-radius: 4px; font-size: 0.78rem; line-height: 1.5; color: var(--quiet); background: var(--sunken); white-space: nowrap; }

details > summary { cursor: pointer; list-style: none; }
details > summary::-webkit-details-marker { display: none; }
details > summary::before { content: ""; display: inline-block; width: 0.7em; height: 0.7em; background: var(--quiet); clip-path: polygon(31% 12%, 75% 50%, 31% 88%); transition: transform 0.12s; }
details[open] > summary::before { transform: rotate(90deg); }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; scroll-behavior: auto !important; } }
`;
