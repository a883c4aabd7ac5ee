/** How the page looks, in light, in dark and on paper. Every pair of colours has a contrast of 4.5 or more. */
export const pageStyle = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --link: #0a53be; --mark: #fff1b8; --critical: #a40e26; --high: #b33600; --medium: #7a5200; --low: #0a53be;
  --info: #57606a; --good: #116329; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9ea7b3; --page: #0d1117; --card: #161b22;
  --line: #3d444d; --link: #79b8ff; --mark: #533f04; --critical: #ff9492; --high: #ffab70; --medium: #f0c648;
  --low: #79b8ff; --info: #9ea7b3; --good: #56d364; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; }
a { color: var(--link); } code, pre { font: .875rem/1.45 ui-monospace, monospace; }
.soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--critical); }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; background: var(--card); }
.counts b { font-size: 1.25rem; margin-right: .25rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: end; border: 1px solid var(--line);
  border-radius: .5rem; padding: .75rem; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem; }
legend, .label { font-size: .875rem; color: var(--soft); padding: 0; display: block; }
input[type=search], select { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft);
  border-radius: .25rem; padding: .25rem .5rem; }
article { border: 1px solid var(--line); border-left: .375rem solid var(--info); border-radius: .5rem; margin: .75rem 0;
  padding: .75rem 1rem; background: var(--card); overflow-wrap: anywhere; }
.critical { --severity: var(--critical); } .high { --severity: var(--high); } .medium { --severity: var(--medium); }
.low { --severity: var(--low); } .info { --severity: var(--info); }
article.critical, article.high, article.medium, article.low, article.info { border-left-color: var(--severity); }
.severity { color: var(--severity); font-weight: 700; }
pre { background: var(--page); border: 1px solid var(--line); border-radius: .25rem; overflow-x: auto; padding: .5rem;
  margin: .5rem 0; } pre .number { color: var(--soft); user-select: none; } mark { background: var(--mark); color: inherit; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; } dd ol { margin: 0; padding-left: 1.25rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
th { background: var(--card); } td.number { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; } [hidden] { display: none !important; }
:focus-visible { outline: .1875rem solid var(--link); outline-offset: .125rem; }
@media print { form { display: none; } article, tr { break-inside: avoid; } body { max-width: none; padding: 0; }
  details > * { display: revert; } }
`;
