import { describe, expect, test } from "vitest";
import { renderHtml } from "../../../policies/report/html.ts";
import { accessReport, accessSaying } from "./sample-access.ts";
import { plainOptions } from "./sample-report.ts";

describe("who reaches what in the HTML report", () => {
  const html = renderHtml(accessReport, plainOptions);

  test("is a matrix whose cells lead to their ways", () => {
    expect(html).toContain('<th scope="row">worker</th>');
    expect(html).toMatch(/<td class="undeclared"><a href="#access-1-2">5432 <b>not declared<\/b><\/a><\/td>/);
    expect(html).toMatch(/<td class="closed"><a href="#access-1-1">send <b>no way<\/b><\/a><\/td>/);
    expect(html).toContain("<dt>no way</dt><dd>no egress policy of Deployment/api allows any public address:443</dd>");
    expect(html).toContain("<dd>services.api.uses.jobs: send (spec/shop/spec.yaml:11)</dd>");
  });

  test("leads from a cell to what is found on it", () => {
    const [, anchor = ""] = /Found here: <a href="#(finding-\d+)">/.exec(html) ?? [];
    const found = html.slice(html.indexOf(`id="${anchor}"`));
    expect(found.slice(0, found.indexOf("</article>"))).toContain("access-stores-undeclared");
  });

  test("keeps text of a spec text", () => {
    const shape = (hostile: string) =>
      renderHtml(accessSaying(hostile), plainOptions).match(/<\/?[a-z][^>]*>/gi)?.length;
    for (const hostile of ["<img src=x>", "</style></script>", "{{label}}", '"><b>'])
      expect(shape(hostile)).toBe(shape("harmless"));
  });

  test("is only what no line asks for, where a system is large", () => {
    const [system] = accessReport.systems;
    const [cell, undeclared] = system?.access?.cells ?? [];
    if (!system || !cell || !undeclared) throw new Error("the sample has two cells");
    const cells = Array.from({ length: 500 }, (_, index) => ({ ...cell, source: `services.s${index}` }));
    const access = { sources: [], targets: ["queues.jobs", "stores.orders"], cells: [...cells, undeclared] };
    const large = renderHtml({ ...accessReport, systems: [{ ...system, access }] }, plainOptions);
    expect(large).toContain("here is what no line asks for");
    expect(large.match(/class="access-cell /g)).toHaveLength(1);
  });
});
