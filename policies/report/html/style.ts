import { colours } from "../colours.ts";

/** How the page looks, in light, in dark and on paper. Every pair of colours has a contrast of 4.5 or more. */
export const pageStyle = `${colours}
* { box-sizing: border-box; } html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main, .head, .bar > div { margin: 0 auto; max-width: 90rem; padding: 0 1.5rem; } main { padding-bottom: 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0; } h2 { font-size: 1.35rem; margin: 2.5rem 0 .75rem; padding-top: .75rem;
  border-top: 1px solid var(--line); } h3 { font-size: 1rem; margin: 0; }
main > section:first-child > h2 { border: 0; margin-top: 1rem; }
.head { padding-top: 1.5rem; padding-bottom: .75rem; } .head p { margin: .25rem 0 1rem; }
.bar { position: sticky; top: 0; z-index: 2; background: var(--page); border-bottom: 1px solid var(--line); }
.bar > div { display: flex; gap: 1.25rem; align-items: center; overflow-x: auto; white-space: nowrap; }
.bar ul { display: flex; gap: 1rem; list-style: none; margin: 0; padding: .625rem 0; }
.bar a { text-decoration: none; } .bar a:hover { text-decoration: underline; }
a { color: var(--link); } code, pre { font: .875rem/1.45 ui-monospace, monospace; }
.soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--critical); }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-left: .375rem solid var(--severity, var(--line)); border-radius: .5rem;
  padding: .375rem 1rem .375rem .75rem; background: var(--card); min-width: 7rem; }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; color: var(--severity, var(--text)); }
form { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; border: 1px solid var(--line);
  border-radius: .5rem; padding: .75rem; background: var(--card); }
form > label { min-width: 0; max-width: 100%; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem; min-width: 0; }
legend, .label { font-size: .875rem; color: var(--soft); padding: 0; display: block; }
input[type=search], select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft);
  border-radius: .25rem; padding: .25rem .5rem; max-width: 100%; min-height: 2rem; } button { cursor: pointer; }
article { border: 1px solid var(--line); border-left: .375rem solid var(--info); border-radius: .5rem; margin: .75rem 0;
  padding: .75rem 1rem; background: var(--card); overflow-wrap: anywhere; }
.critical { --severity: var(--critical); } .high { --severity: var(--high); } .medium { --severity: var(--medium); }
.low { --severity: var(--low); } .info { --severity: var(--info); }
article.critical, article.high, article.medium, article.low, article.info { border-left-color: var(--severity); }
.severity { color: var(--severity); font-weight: 700; }
pre { background: var(--page); border: 1px solid var(--line); border-radius: .25rem; padding: .5rem; white-space: pre-wrap; overflow-wrap: anywhere;
  margin: .5rem 0; } pre .number { color: var(--soft); user-select: none; } mark { background: var(--mark); color: inherit; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .125rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; } dd ol { margin: 0; padding-left: 1.25rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
th { background: var(--card); } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.day { white-space: nowrap; }
summary { cursor: pointer; } details { overflow-x: auto; } [hidden] { display: none !important; }
:focus-visible { outline: .1875rem solid var(--link); outline-offset: .125rem; }
@media (max-width: 40rem) { main, .head, .bar > div { padding-left: 1rem; padding-right: 1rem; }
  dl { grid-template-columns: minmax(0, 1fr); } dt { margin-top: .25rem; font-size: .875rem; } }
@media print { html { font-size: 80%; } main { display: flex; flex-direction: column; } [data-weight=reference] { order: 1; } .controls, .bar { display: none !important; }
  pre, dd, tr, .systems li { break-inside: avoid; } h2, h3, figcaption, article > p { break-after: avoid; }
  mark { text-decoration: underline; } article[hidden] { display: block !important; }
  main, .head { max-width: none; padding: 0; } .scroll, details { overflow: visible; }
  table { font-size: .75rem; } table code { font-size: inherit; overflow-wrap: anywhere; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { list-style: none; } }
`;
