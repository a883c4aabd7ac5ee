/** How a picture stands in the page: with its buttons, beside what is said of the part that was chosen. */
export const stageStyle = `
.picture { margin: 1rem 0; } @media screen { .picture.other { display: none; } } .picture figcaption { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
.toolbar { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; margin: 0; font-size: .875rem; }
.toolbar button { font: inherit; min-width: 2.25rem; min-height: 2rem; color: var(--text); background: var(--card);
  border: 1px solid var(--soft); border-radius: .25rem; cursor: pointer; }
.beside { display: flex; gap: 1rem; align-items: flex-start; }
.stage { flex: 1 1 0; min-width: 0; border: 1px solid var(--line); border-radius: .5rem; overflow: hidden;
  background: var(--page); touch-action: pan-x pan-y; }
.stage svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
.stage.zoomed { touch-action: none; cursor: grab; } .stage.dragging { cursor: grabbing; user-select: none; }
.panel { flex: 0 0 26rem; position: sticky; top: 4rem; max-height: calc(100vh - 5rem); overflow: auto; padding: .75rem 1rem;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--card); overflow-wrap: anywhere; }
.panel .close { float: right; } .in-words ul, .panel ul { padding-left: 0; list-style: none; margin: .25rem 0; }
.in-words > ul { columns: 24rem; column-gap: 2rem; } .in-words > ul > li { break-inside: avoid; margin: 0 0 1rem;
  overflow-wrap: anywhere; } .in-words h4, .panel h4 { margin: 0; font-size: 1rem; } .in-words p, .panel p { margin: .125rem 0; }
@media (max-width: 64rem) { .beside { flex-direction: column; align-items: stretch; } .stage { flex: none; }
  .panel { position: static; flex: none; max-height: none; } }
@media print { .in-words pre { display: none; } .panel, .legend + .controls { display: none; } .stage { border: 0; } .stage svg { max-height: 22cm; }
  .stage { break-inside: avoid; } }
`;
