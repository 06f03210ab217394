/** The picture of a network, the matrix of who reaches whom, and small parts of the sections on identity. */
export const network = `
figure { padding: 1rem; }
figcaption { padding: 0.5rem 0.25rem 0; font-size: 0.8125rem; color: var(--quiet); }
svg.network { display: block; max-width: 100%; min-width: 46rem; height: auto; margin: 0 auto; font: 13px var(--sans); }
svg.network text { fill: var(--text); }
svg.network .quiet { fill: var(--quiet); }
svg.network .small { font-size: 11.5px; }
svg.network .strong { font-weight: 600; }
svg.network .cidr { font-family: var(--mono); font-size: 12px; }
svg.network .middle { text-anchor: middle; }
svg.network .end { text-anchor: end; }
.vpc { fill: none; stroke: var(--line-strong); stroke-dasharray: 4 4; }
.door { fill: var(--surface); stroke: var(--line-strong); }
.way { fill: none; stroke: var(--line-strong); stroke-width: 1.5; }
.subnet { stroke-width: 1; }
.subnet.public { fill: light-dark(#fdf4ea, #2f2418); stroke: light-dark(#d9a877, #8a6540); }
.subnet.private { fill: light-dark(#eef4f8, #18252f); stroke: light-dark(#9dbccf, #456478); }
.subnet.isolated { fill: light-dark(#eef5ef, #18281d); stroke: light-dark(#97bda0, #446b50); }
.subnet.unknown { fill: light-dark(#f3effa, #261f35); stroke: light-dark(#b9a6dc, #6a5891); stroke-dasharray: 3 3; }
.bar-gateway rect { fill: var(--surface); stroke: light-dark(#d9a877, #8a6540); }
.bar-edge rect { fill: var(--surface); stroke: var(--line-strong); stroke-width: 1.5; }
.bar-member rect { fill: var(--surface); stroke: var(--line-strong); }
.bar-endpoint rect { fill: var(--surface); stroke: var(--line-strong); stroke-dasharray: 2 2; }
.bar-store rect { fill: var(--surface); stroke: var(--accent); stroke-width: 1.5; }
.bar-internet rect { fill: var(--sunken); stroke: var(--line); }
.flow path { fill: none; stroke: var(--accent); stroke-width: 1.25; }
.flow circle, .flow path.head { fill: var(--accent); stroke: none; }

.flow.maybe path, .flow path.maybe { stroke: var(--unknown); stroke-dasharray: 4 3; }
.flow.maybe circle, .flow.maybe path.head { fill: var(--unknown); }
svg.network text.maybe { fill: var(--unknown); }

.matrix th, .matrix td { border-left: 1px solid var(--line); }
.matrix tr > :first-child { border-left: 0; }
.matrix td { min-width: 7.5rem; }
.matrix td.self { background: var(--sunken); }
.matrix .blocked { color: var(--quiet); }
.matrix .reachable { color: var(--accent); font-weight: 600; }
.matrix .maybe { color: var(--unknown); font-weight: 600; }
.matrix details summary { display: inline-flex; align-items: baseline; gap: 0.35rem; }
.matrix details p { margin-top: 0.25rem; font-size: 0.8125rem; color: var(--quiet); font-weight: 400; max-width: 18rem; }
.matrix .corner { color: var(--quiet); font-weight: 400; }

.identity > summary { flex-wrap: wrap; }
.identity .flag { margin-left: auto; color: var(--high); font-size: 0.8125rem; font-weight: 600; }
.identity .flag.grave { color: var(--fail); }
.inside { padding: 0 1.125rem 1rem 2.4rem; }
.grants { table-layout: fixed; }
.grants th:nth-child(1) { width: 15%; }
.grants th:nth-child(2) { width: 27%; }
.grants th:nth-child(3) { width: 33%; }
.flows, .waivers, .ownership { table-layout: fixed; }
.flows th:nth-child(1) { width: 22%; }
.flows th:nth-child(2) { width: 8%; }
.flows th:nth-child(3) { width: 18%; }
.flows th:nth-child(4) { width: 9%; }
.waivers th:nth-child(1) { width: 22%; }
.waivers th:nth-child(2) { width: 27%; }
.waivers th:nth-child(5) { width: 13%; }
.ownership td { overflow-wrap: anywhere; }
.ownership th:nth-child(1) { width: 24%; }
.ownership th:nth-child(3) { width: 17%; }
.keys { table-layout: fixed; }
.keys th:nth-child(1) { width: 23%; }
.keys th:nth-child(2) { width: 30%; }
.keys th:nth-child(4) { width: 17%; }
.facts.flat { padding: 0.25rem 0 0.75rem; }
.facts ul { display: grid; gap: 0.15rem; }
.notable { display: grid; gap: 0.3rem; padding: 0.25rem 0 0.5rem; font-size: 0.875rem; }
.spaced + .spaced, figure + .card { margin-top: 1rem; }
.changes { padding: 0.9rem 1.125rem 1rem; font-size: 0.875rem; }
.changes h4 { display: flex; align-items: baseline; gap: 0.4rem; margin: 0.75rem 0 0.25rem; }
.changes h4:first-child { margin-top: 0; }
.changes ul { display: grid; gap: 0.25rem; }
.elsewhere { padding: 0.75rem 1rem 1rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
.elsewhere h3 { font-size: 0.9375rem; }
.elsewhere dl { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.4rem 1.5rem; margin-top: 0.4rem; }
.elsewhere dt { font-weight: 550; }
.elsewhere dd { color: var(--quiet); }
.fold .tag { font-weight: 400; }
th .plain { font-weight: 400; }
.plain-list { padding: 0 1.125rem 1rem 2.4rem; font-size: 0.875rem; display: grid; gap: 0.15rem; }
`;
