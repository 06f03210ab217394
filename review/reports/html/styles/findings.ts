/** The filters, the findings by rule, and what is known of each. */
export const findings = `
.filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.85rem 1.25rem; padding: 1rem 1.125rem; margin-bottom: 1rem; }
.filters fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.filters legend, .filters .label { display: block; padding: 0; margin-bottom: 0.3rem; font-size: 0.78rem; color: var(--quiet); }
.chips { display: flex; flex-wrap: wrap; gap: 0.35rem; }
.chips label { position: relative; cursor: pointer; }
.chips input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.chips span.chip { display: inline-flex; align-items: baseline; gap: 0.4em; padding: 0.2rem 0.65rem; border: 1px solid var(--line-strong); border-radius: 99px; font-size: 0.8125rem; color: var(--quiet); background: var(--surface); }
.chips input:checked + span.chip { color: var(--accent); border-color: var(--accent); background: var(--accent-soft); font-weight: 600; }
.chips input:focus-visible + span.chip { outline: 2px solid var(--accent); outline-offset: 2px; }
.chips .chip .number { font-weight: 400; }
.filters select, .filters input[type="search"] { font: inherit; font-size: 0.875rem; color: var(--text); background: var(--surface); border: 1px solid var(--line-strong); border-radius: var(--radius); padding: 0.28rem 0.6rem; height: 2.05rem; max-width: 100%; }
.filters .picks { flex: 1 1 100%; display: flex; flex-wrap: wrap; gap: 0.85rem 1.25rem; }
.filters select { max-width: min(100%, 20rem); }
.filters .wide { flex: 1 1 14rem; }
.filters button + button { margin-left: 0.4rem; }
.filters .wide input { width: 100%; }
.filters .result { flex: 1 1 100%; display: flex; align-items: center; justify-content: space-between; gap: 1rem; font-size: 0.875rem; color: var(--quiet); }

.rule { margin-top: 0.75rem; }
.rule > header { padding: 0.95rem 1.125rem 0.8rem; }
.rule > header h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.65rem; }
.rule > header p { margin-top: 0.3rem; max-width: 60rem; font-size: 0.875rem; color: var(--quiet); }
.rule > header p b { color: var(--text); font-weight: 600; }
.rule .ids { font-size: 0.78rem; color: var(--quiet); }
.finding { border-top: 1px solid var(--line); }
.finding summary { display: grid; grid-template-columns: auto 5.6rem 3.6rem minmax(0, 1fr); align-items: baseline; gap: 0.1rem 0.75rem; padding: 0.5rem 1.125rem; }
.finding summary:hover { background: var(--sunken); }
.finding summary .what { overflow-wrap: anywhere; }
.finding summary .outcome { color: var(--quiet); font-size: 0.8125rem; display: block; }
.facts { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: 0.3rem 1rem; padding: 0.5rem 1.125rem 1rem 2.75rem; font-size: 0.875rem; }
.facts dt { color: var(--quiet); }
.facts dd { overflow-wrap: anywhere; }
.facts .wide { grid-column: 1 / -1; }
.passes td, .passes th { padding-block: 0.35rem; }
.left { white-space: nowrap; }
.left.soon { color: var(--high); font-weight: 600; }
.left.gone { color: var(--fail); font-weight: 600; }

.fold > summary { display: flex; align-items: baseline; gap: 0.6rem; padding: 0.7rem 1.125rem; font-weight: 550; }
.fold > summary:hover { background: var(--sunken); }
.fold > summary small, .fold > summary .quiet { font-weight: 400; }
.fold + .fold { border-top: 1px solid var(--line); }
@media (max-width: 40rem) {
  .finding summary { grid-template-columns: auto auto 1fr; }
  .finding summary .what { grid-column: 1 / -1; }
  .facts { grid-template-columns: 1fr; padding-left: 1.125rem; }
  .facts dd { margin-bottom: 0.35rem; }
}
`;
