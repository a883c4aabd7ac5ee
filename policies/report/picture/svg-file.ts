import type { Picture } from "../../../schema/architecture/picture.ts";
import type { PolicyFinding } from "../../check-report.ts";
import { colours } from "../colours.ts";
import { escapeXml } from "../escape-xml.ts";
import { pictureStyle } from "./picture-style.ts";
import { pictureElements } from "./picture-svg.ts";

/** A picture as a file of its own, with its style in it. What each part is stands in its tooltip. */
export function svgFile(picture: Picture, findings: readonly PolicyFinding[]): string {
  const { width, height, name } = picture;
  const elements = pictureElements(
    picture,
    findings,
    (_, classes, text, inner) => `<g class="${classes}"><title>${escapeXml(text)}</title>${inner}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" class="architecture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(`The architecture of ${name}`)}">
<style>${colours}${pictureStyle}
.backdrop { fill: var(--page); }</style>
<rect class="backdrop" width="${width}" height="${height}"/>
${elements}
</svg>
`;
}
