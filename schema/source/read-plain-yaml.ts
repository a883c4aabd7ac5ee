import {
  boolCoreTag,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE_PLAIN,
  type ScalarEvent,
} from "js-yaml";
import { isUnsafeKey } from "./read-value.ts";
import { maxDepth } from "./yaml-problem.ts";

/** The value of a text that has nothing unusual, and the events that say where its parts are. */
export interface PlainYaml {
  readonly value: unknown;
  readonly events: readonly Event[];
}

/**
 * Reads YAML as specs are mostly written: maps, lists, and scalars of one line. It takes a quarter of the time that
 * composing a document takes. Whatever else a text holds (anchors, tags, directives, block scalars, tabs, keys that
 * repeat, any mistake) gives `undefined`: the yaml library then reads it, and explains what is wrong.
 */
export function readPlainYaml(text: string): PlainYaml | undefined {
  if (unusual.test(text)) return undefined;
  const events = eventsOf(text);
  if (events?.[0]?.type !== EVENT_DOCUMENT || events.length < 3) return undefined;
  const reader: Reader = { events, text, next: 1, isPlain: true };
  const value = readValue(reader);
  // The document's own end is the last event, unless another document follows.
  if (!reader.isPlain || reader.next !== events.length - 1 || value === null) return undefined;
  return { value, events };
}

/** Whatever is neither printable nor a line feed, tabs among it; document markers, directives, explicit keys. */
const unusual = /[^\P{C}\n]|[\u2028\u2029]|^(?:---|\.\.\.|%|\s*\?\s)/mu;

/** The library throws for every mistake, and its documentation asks to catch whatever it throws. */
function eventsOf(text: string): readonly Event[] | undefined {
  try {
    return parseEvents(text, { maxDepth });
  } catch {
    return undefined;
  }
}

interface Reader {
  readonly events: readonly Event[];
  readonly text: string;
  /** The position of the event to read next. */
  next: number;
  /** Becomes false at the first thing that is for the yaml library to judge; what is read then does not matter. */
  isPlain: boolean;
}

function readValue(reader: Reader): unknown {
  const event = reader.events[reader.next++];
  switch (event?.type) {
    case EVENT_SCALAR: {
      const source = readText(reader, event);
      if (event.style !== SCALAR_STYLE_PLAIN) return source;
      if (atTheEdge.test(source)) reader.isPlain = false;
      return resolvePlain(source);
    }
    case EVENT_SEQUENCE:
      if (isMarked(event)) reader.isPlain = false;
      return readList(reader);
    case EVENT_MAPPING:
      if (isMarked(event)) reader.isPlain = false;
      return readMap(reader);
    default:
      reader.isPlain = false;
      return null;
  }
}

function readList(reader: Reader): unknown[] {
  const list: unknown[] = [];
  while (reader.isPlain && reader.events[reader.next]?.type !== EVENT_POP) {
    const value = readValue(reader);
    if (value === null) reader.isPlain = false;
    list.push(value);
  }
  reader.next++;
  return list;
}

function readMap(reader: Reader): Record<string, unknown> {
  const map: Record<string, unknown> = {};
  while (reader.isPlain && reader.events[reader.next]?.type !== EVENT_POP) {
    const event = reader.events[reader.next++];
    const key = event?.type === EVENT_SCALAR ? readText(reader, event) : "";
    if (key === "" || key === "<<" || isUnsafeKey(key) || Object.hasOwn(map, key)) reader.isPlain = false;
    else map[key] = readValue(reader);
  }
  reader.next++;
  return map;
}

/** The text of a scalar that stands on one line with nothing in it to decode. */
function readText(reader: Reader, event: ScalarEvent): string {
  if (event.valueStart === -1 && !isMarked(event)) return "";
  if (!event.fast || isMarked(event)) reader.isPlain = false;
  return getScalarValue(reader.text, event);
}

/** Whether a value has an anchor or a tag. */
function isMarked({ anchorStart, tagStart }: { readonly anchorStart: number; readonly tagStart: number }): boolean {
  return anchorStart !== -1 || tagStart !== -1;
}

/** Only these can begin a plain scalar that is not text; most do not. */
const mayNotBeText = /^(?:$|[-+.~0-9]|[nNtTfF](?:ull|ULL|rue|RUE|alse|ALSE)$)/;

/** Numbers so large or so exact that libraries need not agree. */
const atTheEdge = /^[-+]?(?:[\d.]+[eE]|[\d.]{16})/;

/** A plain scalar by the core schema. https://yaml.org/spec/1.2.2/#103-core-schema */
function resolvePlain(source: string): unknown {
  if (!mayNotBeText.test(source)) return source;
  for (const tag of [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]) {
    const value: unknown = tag.resolve(source, false, tag.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return source;
}
