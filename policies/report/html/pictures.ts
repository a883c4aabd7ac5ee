import { escapeXml } from "../escape-xml.ts";
import { pictureStyle } from "../picture/picture-style.ts";
import { pictureElements } from "../picture/picture-svg.ts";
import { anchorsOf } from "./numbered-findings.ts";
import { pictureParts } from "./picture-parts.ts";
import { pictureScript } from "./picture-script.ts";
import { stageStyle } from "./picture-stage-style.ts";
import type { PageInput, Section } from "./section.ts";
import { pictureIds, systemLabel } from "./shown-text.ts";

/** Each system as a picture, and the same in words. A click on a part shows its line, its findings and its resources. */
export const pictures: Section = {
  id: "architecture",
  title: "Architecture",
  weight: "reference",
  data(input) {
    const drawn = drawnSystems(input);
    return drawn.length === 0 ? undefined : { pictures: drawn, several: drawn.length > 1 };
  },
  template: `{{#if several}}<p class="picture-choice controls" hidden><label><span class="label">System</span> <select id="picture-choice">{{#each pictures}}<option value="{{id}}">{{label}}</option>{{/each}}</select></label></p>{{/if}}
<p class="soft legend">Marks: the letter of the worst open severity (<b>C</b>ritical, <b>H</b>igh, <b>M</b>edium, <b>L</b>ow, <b>I</b>nfo) and how many are open; <b>w</b> what is waived or known. Dotted: a secret that is delivered. Dashed in red: open, and declared by nobody.</p>
{{#each pictures}}
<figure class="picture" id="{{id}}">
<figcaption><h3>{{label}}</h3><p class="toolbar controls" hidden><button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="all">Reset</button><span class="soft">Drag to move, Ctrl and wheel to zoom; the wheel alone once the picture has the focus. Keys: arrows, + − 0.</span></p></figcaption>
<div class="beside"><div class="stage" tabindex="0" role="group" aria-label="Picture of {{label}}: arrow keys move it, plus and minus zoom. Everything in it is listed below.">
<svg class="architecture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}" role="group" aria-label="The architecture of {{label}}">
{{{svg}}}
</svg></div><aside class="panel" tabindex="-1" aria-label="What was chosen in the picture" hidden></aside></div>
<details class="in-words"><summary>The picture of {{label}} in words: {{parts.length}} parts</summary>
<ul>
{{#each parts}}
<li id="{{anchor}}"><h4><span class="soft">{{kind}}</span>{{name}}</h4>{{#if details}}<p class="soft">{{details}}</p>{{/if}}
<p><code>{{file}}:{{line}}</code> · <code>{{path}}</code></p>{{> frame}}
{{#if findings.length}}<ul class="found">{{#each findings}}<li class="{{severity}}"><span class="severity">{{severity}}</span> <a href="#{{anchor}}"><code>{{policy}}</code></a> {{message}}{{excused}}</li>{{/each}}{{#if moreFindings}}<li>{{moreFindings}}</li>{{/if}}</ul>{{/if}}
{{#if memberCount}}<details><summary>Stands for {{memberCount}}</summary><ul class="addresses">{{#each members}}<li><code>{{this}}</code></li>{{/each}}{{#if moreMembers}}<li>{{moreMembers}}</li>{{/if}}</ul></details>{{/if}}
{{#if resourceCount}}<details><summary>{{resourceCount}}</summary><ul class="addresses">{{#each resources}}<li><code>{{this}}</code></li>{{/each}}{{#if more}}<li>{{more}}</li>{{/if}}</ul></details>{{/if}}</li>
{{/each}}
</ul></details>
</figure>
{{/each}}`,
  style: `${pictureStyle}${stageStyle}`,
  script: pictureScript,
};

function drawnSystems({ report, files }: PageInput): readonly object[] {
  const anchorOf = anchorsOf(files);
  const ids = pictureIds(report.systems);
  return [...ids].flatMap(([system, id]) => {
    const { picture } = system;
    if (!picture) return [];
    const parts = pictureParts(picture, system, anchorOf).map((part, at) => ({ ...part, anchor: `${id}-${at + 1}` }));
    const anchors = new Map(parts.map(({ part, anchor }) => [part, anchor]));
    const svg = pictureElements(picture, system.findings, (part, classes, text, inner) => {
      const href = `#${anchors.get(part) ?? id}`;
      return `<a href="${href}" class="${classes}"><title>${escapeXml(text)}</title>${inner}</a>`;
    });
    const { width, height } = picture;
    return [{ id, label: systemLabel(system), width, height, svg, parts }];
  });
}
