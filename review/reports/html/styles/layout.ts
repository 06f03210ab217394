/** The bar at the top, the list of sections, the verdicts and the comparison. */
export const layout = `
.bar { position: sticky; top: 0; z-index: 10; box-shadow: 0 -3px 0 var(--page); display: flex; align-items: center; gap: 0.75rem 1.25rem; padding: 0.6rem clamp(1rem, 3vw, 2rem); background: var(--page); border-bottom: 1px solid var(--line); }
.brand { display: inline-flex; align-items: baseline; gap: 0.55rem; font-weight: 650; color: var(--text); text-decoration: none; white-space: nowrap; }
.brand i { width: 1.25rem; height: 1.25rem; color: var(--accent); }
.bar .push { margin-left: auto; }
.segments { display: inline-flex; margin: 0; padding: 2px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); min-width: 0; overflow-x: auto; }
.segments label { position: relative; cursor: pointer; }
.segments input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.segments span { display: block; padding: 0.2rem 0.8rem; border-radius: 6px; font-size: 0.875rem; color: var(--quiet); white-space: nowrap; }
.segments input:checked + span { background: var(--surface); color: var(--text); font-weight: 600; box-shadow: 0 0 0 1px var(--line-strong); }
.segments input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 1px; }
button { font: inherit; font-size: 0.875rem; color: var(--text); background: var(--surface); border: 1px solid var(--line-strong); border-radius: var(--radius); padding: 0.25rem 0.75rem; cursor: pointer; }
button:hover { border-color: var(--accent); color: var(--accent); }
button.plain { border-color: transparent; background: none; color: var(--quiet); display: inline-flex; align-items: baseline; gap: 0.4rem; }

.frame { display: grid; grid-template-columns: 12.5rem minmax(0, 1fr); gap: 0 2.5rem; max-width: 88rem; margin: 0 auto; padding: 0 clamp(1rem, 3vw, 2rem); }
.contents { position: sticky; top: 3.75rem; align-self: start; padding: 2rem 0; max-height: calc(100vh - 3.75rem); overflow-y: auto; font-size: 0.875rem; }
.contents a { display: flex; justify-content: space-between; gap: 0.75rem; padding: 0.28rem 0.75rem; border-left: 2px solid var(--line); color: var(--quiet); text-decoration: none; }
.contents a:hover { color: var(--text); }
.contents a[aria-current] { color: var(--text); border-color: var(--accent); font-weight: 600; }
.contents .number { color: var(--quiet); font-weight: 400; }
main { padding: 2rem 0 5rem; min-width: 0; }
main > section { margin-top: 3.5rem; }
main > section:first-child { margin-top: 0; }
main > section > h2 { margin-bottom: 0.3rem; }
.lead { max-width: 46rem; margin-bottom: 1.25rem; color: var(--quiet); }
.environment { margin-top: 1.75rem; }
.environment > h3 { display: flex; align-items: baseline; gap: 0.6rem; margin-bottom: 0.6rem; }
footer { padding: 1.25rem clamp(1rem, 3vw, 2rem); border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.8125rem; }

.title { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1.5rem; margin-bottom: 1.25rem; }
.verdicts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem; }
.verdict { padding: 1.1rem 1.25rem 1.2rem; border-top: 3px solid var(--pass); }
.verdict.closed { border-top-color: var(--fail); }
.verdict header { display: flex; align-items: baseline; justify-content: space-between; gap: 0.5rem; }
.verdict .gate { display: flex; align-items: baseline; gap: 0.5rem; margin: 0.35rem 0 0.2rem; font-size: 1.25rem; font-weight: 650; letter-spacing: -0.01em; color: var(--pass); }
.verdict.closed .gate { color: var(--fail); }
.verdict p { font-size: 0.875rem; color: var(--quiet); min-height: 3.1em; }
.counts { margin-top: 0.85rem; font-size: 0.8125rem; }
.counts th, .counts td { padding: 0.3rem 0; }
.counts td, .counts thead th { text-align: right; }
.counts thead th:first-child { text-align: left; }
.counts thead th { font-size: 0.72rem; padding-left: 0.35rem; }
.counts .zero { color: var(--quiet); }
.counts .closes { color: var(--fail); font-weight: 700; }
.compare { margin-top: 1.25rem; }
.compare tbody th { width: 13rem; color: var(--quiet); font-weight: 450; }
.compare ul { display: grid; gap: 0.15rem; }
.compare thead th { color: var(--text); font-weight: 650; font-size: 0.9375rem; }

@media (max-width: 64rem) {
  .frame { display: block; }
  .contents { position: static; padding: 1rem 0 0; max-height: none; }
  .contents ol { display: flex; flex-wrap: wrap; gap: 0.1rem 0.25rem; }
  .contents a { border: 1px solid var(--line); border-radius: 99px; padding: 0.1rem 0.7rem; background: var(--surface); }
  main { padding-top: 1.5rem; }
}
@media (max-width: 40rem) {
  .brand b { font-size: 0; }
  .bar { gap: 0.75rem; }
  .bar .word { display: none; }
  h1 { font-size: 1.5rem; }
  th, td { padding-inline: 0.75rem; }
}
`;
