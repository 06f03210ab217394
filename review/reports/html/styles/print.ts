/** On paper everything is shown, nothing needs a click, and no row is split between pages. */
export const print = `
@media print {
  :root, :root[data-theme] { color-scheme: light; }
  @page { margin: 14mm 12mm; }
  html { font-size: 11.5px; }
  body { background: #fff; }
  .bar, .contents, .skip, .filters, button, summary::before { display: none !important; }
  .frame { display: block; max-width: none; padding: 0; }
  main { padding: 0; }
  main > section { margin-top: 1.6rem; }
  h2, h3, h4, caption, .rule > header { break-after: avoid; }
  tr, .verdict, .finding, figure { break-inside: avoid; }
  .verdicts { grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 0.75rem; }
  .verdict p { min-height: 0; }
  .finding summary { grid-template-columns: 5.6rem 3.6rem minmax(0, 1fr); }
  .facts { padding-left: 1.125rem; }
  .facts .here { display: none; }
  svg.network { min-width: 0; max-width: 100%; max-height: 110mm; }
  .inside { padding-left: 1.125rem; }
  .scroll { overflow: visible; }
  .scroll > table { min-width: 0; }
  details::details-content { content-visibility: visible; display: block; height: auto; block-size: auto; }
  .card { border-color: #bbb; }
  th, td { padding: 0.25rem 0.5rem; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
