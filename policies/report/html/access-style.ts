/** How the access matrix looks: its headers stay in sight while it is scrolled, and on paper all of it is there. */
export const accessStyle = `
.access-scroll { overflow: auto; max-height: 80vh; border: 1px solid var(--line); border-radius: .5rem; }
.access-scroll table { width: auto; border-collapse: separate; border-spacing: 0; }
.access-scroll th, .access-scroll td { border-width: 0 1px 1px 0; white-space: nowrap; }
.access-scroll thead th, .access-scroll thead td { position: sticky; top: 0; z-index: 1; background: var(--card); }
.access-scroll tbody th { position: sticky; left: 0; background: var(--card); } .access-scroll thead td { left: 0; z-index: 2; }
.access-scroll a { display: block; text-decoration: none; } .access-scroll a:hover { text-decoration: underline; }
.access-scroll .undeclared a { color: var(--critical); } .access-scroll .closed a { color: var(--high); }
.access-scroll .unknown a { color: var(--medium); } .access-scroll a[aria-current] { outline: .125rem solid var(--link); }
.access-cell { border: 1px solid var(--line); border-left: .375rem solid var(--good); border-radius: .5rem; margin: .75rem 0;
  padding: .5rem 1rem; background: var(--card); overflow-wrap: anywhere; } .access-cell h4 { margin: 0; font-size: 1rem; }
.access-cell.undeclared { border-left-color: var(--critical); } .access-cell.closed { border-left-color: var(--high); }
.access-cell.unknown { border-left-color: var(--medium); } .access-system + .access-system { margin-top: 2rem; }
@media (max-width: 40rem) { .access-scroll tbody th { min-width: 7rem; max-width: 40vw; white-space: normal; overflow-wrap: anywhere; } }
@media print { .access-cell[hidden] { display: block !important; } .access-scroll { max-height: none; overflow: visible; }
  .access-scroll table { width: 100%; table-layout: fixed; font-size: .5rem; } .access-scroll thead td { width: 12%; }
  .access-scroll th, .access-scroll td { position: static !important; white-space: normal; overflow-wrap: anywhere; padding: .125rem; }
  .access-cell { break-inside: avoid; } }
`;
