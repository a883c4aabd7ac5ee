import type { Picture } from "../../../schema/architecture/picture.ts";

/** A picture of a service that uses a queue, in which every text is this one. */
export function pictureSaying(text: string): Picture {
  const range = { line: 2, column: 1, endLine: 2, endColumn: 4 };
  const frame = { x: 20, y: 40, width: 160, height: 60 };
  const thing = { kind: "service", name: text, details: [text], group: "region", range, resources: [] } as const;
  return {
    name: text,
    width: 240,
    height: 320,
    boxes: [
      {
        thing: { ...thing, id: "services.a", path: ["services", text], resources: [`workloads/Deployment.${text}`] },
        frame,
        name: text,
        details: [text],
      },
      {
        thing: { ...thing, id: "queues.b", kind: "queue", path: ["queues", text] },
        frame: { ...frame, y: 220 },
        name: text,
        details: [text],
      },
    ],
    frames: [
      {
        group: { id: "region", kind: "region", name: text, path: ["regions", text], range, resources: [] },
        frame: { x: 0, y: 0, width: 240, height: 320 },
        name: text,
      },
    ],
    lines: [
      {
        way: {
          id: "way 1",
          from: "services.a",
          to: "queues.b",
          kind: "uses",
          what: text,
          path: ["services", text, "uses", text],
          range,
        },
        points: [
          { x: 100, y: 100 },
          { x: 100, y: 220 },
        ],
        label: { text, frame: { x: 60, y: 150, width: 80, height: 16 } },
      },
    ],
  };
}
