/** How a picture looks, over the colours of the page. */
export const pictureStyle = `
.architecture { font: 13px/1.2 system-ui, sans-serif; }
.architecture text { fill: var(--text); } .architecture .detail { fill: var(--soft); }
.architecture .detail { font-size: 11px; } .architecture .name { font-weight: 600; }
.architecture .frame > rect { fill: var(--cloud); stroke: var(--line); }
.architecture .frame.vpc > rect { fill: var(--network); } .architecture .frame.tier > rect { fill: var(--cloud); }
.architecture .frame.cluster > rect { fill: var(--cluster); stroke: var(--good); }
.architecture .frame.namespace > rect { fill: var(--page); stroke-dasharray: 4 3; stroke: var(--good); }
.architecture .title text { font-size: 12px; font-weight: 600; fill: var(--soft); }
.architecture .title > text { paint-order: stroke; stroke: var(--around, var(--cloud)); stroke-width: 6; }
.architecture .vpc { --around: var(--network); } .architecture .cluster { --around: var(--cluster); }
.architecture .namespace { --around: var(--page); }
.architecture .box > rect { fill: var(--page); stroke: var(--soft); }
.architecture .symbol { fill: none; stroke: var(--link); stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
.architecture .way > .line { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.architecture .way > .head { fill: var(--soft); stroke: none; } .architecture .way > .reach { fill: none; stroke: transparent; stroke-width: 12; }
.architecture .way > rect { fill: var(--page); stroke: var(--line); } .architecture .way text { font-size: 11px; text-anchor: middle; }
.architecture .way.in > .line { stroke: var(--link); stroke-width: 2; } .architecture .way.in > .head { fill: var(--link); }
.architecture .way.secret > .line { stroke-dasharray: 3 3; }
.architecture .way.undeclared > .line { stroke: var(--critical); stroke-dasharray: 7 4; stroke-width: 2; }
.architecture .way.undeclared > .head { fill: var(--critical); } .architecture .way.undeclared text { fill: var(--critical); }
.architecture .critical { --severity: var(--critical); } .architecture .high { --severity: var(--high); }
.architecture .medium { --severity: var(--medium); } .architecture .low { --severity: var(--low); }
.architecture .info { --severity: var(--info); }
.architecture .open.open > rect { stroke: var(--severity); stroke-width: 2.5; } .architecture .way.open > .head { fill: var(--severity); } .architecture .way.open > .line { stroke: var(--severity); stroke-width: 2.5; }
.architecture .badge rect { fill: var(--severity); stroke: none; }
.architecture .badge text { fill: var(--on-severity); font-size: 11px; font-weight: 700; text-anchor: middle; }
.architecture .badge.waived rect { fill: var(--page); stroke: var(--soft); stroke-width: 1; }
.architecture .badge.waived text { fill: var(--soft); }
.architecture a { cursor: pointer; } .architecture a:focus-visible { outline: none; }
.architecture .chosen.chosen.chosen > :is(rect, .line), .architecture a:focus-visible:focus-visible > :is(rect, .line) {
  stroke: var(--link); stroke-width: 4; }
.architecture .chosen.title > text, .architecture a:focus-visible.title > text { fill: var(--link); text-decoration: underline; }`;
