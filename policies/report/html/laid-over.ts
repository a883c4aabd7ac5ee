import { laidOver as laidOverIn } from "../laid-over.ts";
import type { Section } from "./section.ts";

/** What of the specs goes past the language, or had another name: nothing is wrong with it, and nobody should miss it. */
export const laidOver: Section = {
  id: "laid-over",
  title: "Overrides and renames",
  data({ files }) {
    const notes = files.flatMap((file) => laidOverIn(file).map((note) => ({ ...note, file: file.file })));
    return notes.length === 0 ? undefined : { notes };
  },
  template: `<ul>
{{#each notes}}
<li><code>{{file}}:{{line}}</code> {{text}}</li>
{{/each}}
</ul>`,
};
