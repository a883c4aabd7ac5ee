import { inOnly } from "../in-only.ts";
import { frameLines } from "./frame.ts";
import type { Section } from "./section.ts";

/** What keeps a spec from being compiled. */
export const mistakes: Section = {
  id: "mistakes",
  title: "Mistakes in specs",
  data({ files }) {
    const problems = files.flatMap((file) =>
      file.problems.map(({ item, environments }) => ({
        ...item,
        ...item.range,
        environments: inOnly(environments),
        frame: frameLines(file.lines, item.range),
      })),
    );
    return problems.length === 0 ? undefined : { problems };
  },
  template: `{{#each problems}}
<article class="critical">
<h3><span class="severity">error</span> <code>{{code}}</code> {{message}}</h3>
<p class="soft"><code>{{file}}:{{line}}:{{column}}</code>{{environments}}</p>
{{> frame}}
<dl><dt>help</dt><dd>{{help}}</dd></dl>
</article>
{{/each}}`,
};
