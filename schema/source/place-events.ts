import {
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  SCALAR_STYLE_PLAIN,
  type ScalarEvent,
} from "js-yaml";
import type { Span } from "./line-index.ts";
import type { PlacedEntry, PlacedValue } from "./positions.ts";

/** The places in a text that was read as plain YAML. */
export function placeEvents(events: readonly Event[], text: string): PlacedValue {
  const reader: Reader = { events, text, next: 1 };
  return readPlace(reader) ?? { span: [0, 0] };
}

interface Reader {
  readonly events: readonly Event[];
  readonly text: string;
  /** The position of the event to read next; the first is the document's. */
  next: number;
}

/** The next value; nothing for one that is not written at all. */
function readPlace(reader: Reader): PlacedValue | undefined {
  const event = reader.events[reader.next++];
  if (event?.type === EVENT_SCALAR) return event.valueStart === -1 ? undefined : { span: scalarSpan(event) };
  if (event?.type === EVENT_MAPPING) return readEntries(reader, event.start);
  if (event?.type === EVENT_SEQUENCE) return readItems(reader, event.start);
  throw new Error("plain YAML has maps, lists and scalars only");
}

function readEntries(reader: Reader, start: number): PlacedValue {
  const entries = new Map<string, PlacedEntry>();
  let end = start;
  while (reader.events[reader.next]?.type !== EVENT_POP) {
    const keyEvent = reader.events[reader.next++] as ScalarEvent;
    const key = scalarSpan(keyEvent);
    const value = readPlace(reader);
    entries.set(getScalarValue(reader.text, keyEvent), value ? { key, value } : { key });
    end = value?.span[1] ?? colonEnd(reader.text, key[1]);
  }
  reader.next++;
  return { span: [start, collectionEnd(reader.text, start, end)], entries };
}

function readItems(reader: Reader, start: number): PlacedValue {
  const items: PlacedValue[] = [];
  let end = start;
  while (reader.events[reader.next]?.type !== EVENT_POP) {
    const item = readPlace(reader) ?? { span: [end, end] };
    items.push(item);
    end = item.span[1];
  }
  reader.next++;
  return { span: [start, collectionEnd(reader.text, start, end)], items };
}

/** Quotes belong to a value. */
function scalarSpan({ valueStart, valueEnd, style }: ScalarEvent): Span {
  return style === SCALAR_STYLE_PLAIN ? [valueStart, valueEnd] : [valueStart - 1, valueEnd + 1];
}

const toColon = /\s*:/y;

/** The end of an entry without a value: its colon, unless it has none either, as in `{ a }`. */
function colonEnd(text: string, keyEnd: number): number {
  toColon.lastIndex = keyEnd;
  return toColon.test(text) ? toColon.lastIndex : keyEnd;
}

/** Between the last item and the closing bracket there are only spaces, commas, colons, line breaks and comments. */
const toBracket = /(?:[\s,:]|#.*)*[\]}]/y;

/** The end of a collection, whose events say only where it starts. Without brackets it ends where its last item does. */
function collectionEnd(text: string, start: number, lastItemEnd: number): number {
  if (text[start] !== "{" && text[start] !== "[") return lastItemEnd;
  toBracket.lastIndex = Math.max(start + 1, lastItemEnd);
  return toBracket.test(text) ? toBracket.lastIndex : lastItemEnd;
}
