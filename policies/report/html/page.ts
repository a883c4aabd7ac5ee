import Handlebars from "handlebars";

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

/**
 * The page: strict, so that a word that is missing fails instead of leaving a hole, and escaped, because names and
 * texts are the spec's. It loads nothing: style and script are in it, and a policy of its own forbids everything else.
 */
export const page = pages.compile(
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
<header>
<h1>groundplan: <span class="{{#if passed}}good{{else}}bad{{/if}}">{{label}}</span></h1>
<p>{{reason}}. <span class="soft">As of {{today}}, by groundplan {{version}}.</span></p>
<ul class="counts">
{{#each counts}}
<li><b>{{number}}</b>{{name}}</li>
{{/each}}
</ul>
</header>
<main>
{{#if systems}}
<h2 id="systems">Systems</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="systems"><table>
<thead><tr><th scope="col">System</th><th scope="col">Environment</th><th scope="col">Spec</th><th scope="col">Stacks</th><th scope="col">Resources</th><th scope="col">Kubernetes objects</th></tr></thead>
<tbody>
{{#each systems}}
<tr><td>{{name}}</td><td>{{environment}}</td><td><code>{{file}}</code></td><td class="number">{{stacks}}</td><td class="number">{{resources}}</td><td class="number">{{objects}}</td></tr>
{{/each}}
</tbody></table></div>
{{/if}}
{{#if problems}}
<h2>Mistakes in specs</h2>
{{#each problems}}
<article class="critical">
<h3><span class="severity">error</span> <code>{{code}}</code> {{message}}</h3>
<p class="soft"><code>{{file}}:{{line}}:{{column}}</code>{{environments}}</p>
{{> frame}}
<dl><dt>help</dt><dd>{{help}}</dd></dl>
</article>
{{/each}}
{{/if}}
<h2>Findings</h2>
<form hidden>
<fieldset><legend>Severity</legend>
{{#each severities}}
<label><input type="checkbox" name="severity" value="{{this}}" checked> {{this}}</label>
{{/each}}
</fieldset>
<fieldset><legend>State</legend>
{{#each states}}
<label><input type="checkbox" name="status" value="{{name}}" {{#if shown}}checked{{/if}}> {{name}}</label>
{{/each}}
</fieldset>
<label><span class="label">Group</span><select name="group"><option value="">all</option>
{{#each groups}}
<option value="{{this}}">{{this}}</option>
{{/each}}
</select></label>
<label><span class="label">Policy, target or text</span><input type="search" name="words"></label>
<output id="shown"></output>
</form>
{{#each findings}}
<article id="{{anchor}}" class="{{severity}}" data-severity="{{severity}}" data-status="{{status}}" data-group="{{group}}">
<h3><span class="severity">{{severity}}</span> <code>{{policy}}</code> {{message}}</h3>
<p class="soft"><code>{{file}}:{{line}}:{{column}}</code> · <code>{{target}}</code>, finding <code>{{key}}</code>{{environments}}{{#if waiver}} · waived{{/if}}{{#if known}} · known from the baseline{{/if}}</p>
{{> frame}}
<dl>
<dt>expected</dt><dd>{{expected}}</dd>
<dt>actual</dt><dd>{{actual}}</dd>
{{#if evidence.length}}<dt>evidence</dt><dd><ol>{{#each evidence}}<li>{{this}}</li>{{/each}}</ol></dd>{{/if}}
{{#if resource}}<dt>resource</dt><dd><code>{{resource}}</code></dd>{{/if}}
{{#each notes}}<dt>note</dt><dd>{{this}}</dd>{{/each}}
{{#if waiver}}<dt>waived</dt><dd>by {{waiver.owner}} until {{waiver.expires}} ({{waiver.left}}){{#if waiver.ticket}}, {{waiver.ticket}}{{/if}}: {{waiver.reason}}</dd>{{/if}}
<dt>why</dt><dd>{{prose rationale}}</dd>
<dt>help</dt><dd>{{prose help}}</dd>{{#if suggestion}}
<dt>change</dt><dd>{{suggestion.place}}, which <code>groundplan check --fix</code> makes:<pre><code>{{suggestion.text}}</code></pre></dd>{{/if}}
{{#if anchors.length}}<dt>asked for by</dt><dd>{{#each anchors}}{{#if url}}<a href="{{url}}" rel="noreferrer">{{control}}</a>{{else}}{{control}}{{/if}}{{#unless @last}}, {{/unless}}{{/each}}</dd>{{/if}}
</dl>
</article>
{{else}}
<p>No policy found anything.</p>
{{/each}}
{{#if waivers}}
<h2 id="waivers">Waivers</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="waivers"><table>
<thead><tr><th scope="col">Policy</th><th scope="col">Target</th><th scope="col">Findings</th><th scope="col">Owner</th><th scope="col">Days left</th><th scope="col">Reason</th></tr></thead>
<tbody>
{{#each waivers}}
<tr><td><code>{{policy}}</code></td><td><code>{{target}}</code>{{environments}}</td><td class="number">{{count}}</td><td>{{owner}}</td><td class="number">{{#if soon}}<strong>{{daysLeft}}</strong>{{else}}{{daysLeft}}{{/if}} ({{expires}})</td><td>{{reason}}{{#if ticket}} ({{ticket}}){{/if}}</td></tr>
{{/each}}
</tbody></table></div>
{{/if}}
{{#if benchmarks}}
<h2>Benchmarks</h2>
<p class="soft">Only controls that a policy checks. Controls of accounts, people and running nodes cannot be seen in a spec, and are not claimed.</p>
{{#each benchmarks}}
<details><summary><strong>{{name}}</strong>: {{summary}}</summary>
<table><thead><tr><th scope="col">Control</th><th scope="col">State</th><th scope="col">Policies</th></tr></thead><tbody>
{{#each controls}}
<tr><td>{{#if url}}<a href="{{url}}" rel="noreferrer">{{control}}</a>{{else}}{{control}}{{/if}}</td><td>{{state}}</td><td>{{#each policies}}<code>{{this}}</code>{{#unless @last}}, {{/unless}}{{/each}}</td></tr>
{{/each}}
</tbody></table></details>
{{/each}}
{{/if}}
{{#if coverage}}
<h2>Coverage</h2>
<details><summary>{{coverage.length}} policies over all systems</summary>
<table><thead><tr><th scope="col">Policy</th><th scope="col">Passed</th><th scope="col">Open</th><th scope="col">Waived</th><th scope="col">Not evaluated</th></tr></thead><tbody>
{{#each coverage}}
<tr><td><code>{{policy}}</code> {{title}}</td><td class="number">{{compliant}}</td><td class="number">{{open}}</td><td class="number">{{waived}}</td><td>{{#each notEvaluated}}<div><code>{{target}}</code>: {{reason}}</div>{{/each}}</td></tr>
{{/each}}
</tbody></table></details>
{{/if}}
</main>
<script>{{{script}}}</script>
</body>
</html>
`,
  { strict: true },
);
