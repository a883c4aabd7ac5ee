import Handlebars from "handlebars";
import type { Section } from "./section.ts";
import { shown } from "./shown-text.ts";

const pages = Handlebars.create();

/** Prose of a policy, where a word between backticks is code. */
pages.registerHelper("prose", (text: string) => {
  const parts = text.split(/`([^`]*)`/).map((part) => Handlebars.escapeExpression(part));
  return new Handlebars.SafeString(parts.map((part, index) => (index % 2 ? `<code>${part}</code>` : part)).join(""));
});
pages.registerPartial(
  "frame",
  `{{#if frame.length}}<pre aria-label="the lines of {{file}}"><code>{{#each frame}}<span class="number">{{number}}  </span>{{before}}{{#if marked}}<mark>{{marked}}</mark>{{/if}}{{after}}
{{/each}}</code></pre>{{/if}}`,
);

/** One section in HTML, or nothing when it has nothing to show. All its texts are escaped: they are the spec's. */
export function sectionHtml({ template }: Section, data: object): string {
  return pages.compile(template, { strict: true })(shown(data));
}

/** The page around its sections. It loads nothing: style and script are in it, and nothing else is let in. */
export function pageHtml(data: object): string {
  return page(shown(data));
}

const page = pages.compile(
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{{styleHash}}}'; script-src '{{{scriptHash}}}'; base-uri 'none'; form-action 'none'">
<title>groundplan: {{label}}, {{reason}}</title>
<style>{{{style}}}</style>
</head>
<body>
<header class="head">
<h1>groundplan: <span class="{{#if passed}}good{{else}}bad{{/if}}">{{label}}</span></h1>
<p>{{reason}}. <span class="soft">As of {{today}}, by groundplan {{version}}.</span></p>
<ul class="counts">
{{#each counts}}
<li class="{{tone}}"><b>{{number}}</b>{{name}}</li>
{{/each}}
</ul>
</header>
<nav class="bar" aria-label="Contents"><div tabindex="0" role="group" aria-label="Parts of this page"><b class="{{#if passed}}good{{else}}bad{{/if}}">{{label}}</b><ul>
{{#each sections}}
<li><a href="#{{id}}">{{title}}</a></li>
{{/each}}
</ul></div></nav>
<main>
{{#each sections}}
<section aria-labelledby="{{id}}" data-weight="{{weight}}">
<h2 id="{{id}}">{{title}}</h2>
{{{html}}}
</section>
{{/each}}
</main>
<script>{{{script}}}</script>
</body>
</html>
`,
  { strict: true },
);
