import type { ThingKind } from "../../../schema/architecture/architecture.ts";

/** The symbol of each kind of thing, as a path in a square of 16. */
export const symbols: Readonly<Record<ThingKind, string>> = {
  internet: "M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0M1 8h14M8 1c-5 4-5 10 0 14M8 1c5 4 5 10 0 14",
  route: "M2 8h4M6 8l7-5M6 8h8M6 8l7 5M11 2l3 1l-1 3M12 6l2 2l-2 2M13 10l1 3l-3 1",
  service: "M8 1l6 3.5v7L8 15l-6-3.5v-7zM8 8l6-3.5M8 8L2 4.5M8 8v7",
  database: "M2 4c0-3 12-3 12 0v8c0 3-12 3-12 0zM2 4c0 3 12 3 12 0M2 8c0 3 12 3 12 0",
  cache: "M9 1L3 9h5l-1 6l6-8H8z",
  bucket: "M2 3l2 12h8l2-12M2 3c0-2 12-2 12 0M2 3c0 2 12 2 12 0",
  queue: "M1 4h14v8H1zM5 4v8M9 4v8M12 4v8",
  "user pool": "M5 5a3 3 0 1 0 6 0a3 3 0 1 0-6 0M2 15c0-8 12-8 12 0z",
  secret: "M1 8a3 3 0 1 0 6 0a3 3 0 1 0-6 0M7 8h8v4M12 8v3",
  "host elsewhere": "M4 12a3 3 0 0 1 0-6a4 4 0 0 1 8-1a3.500 3.500 0 0 1 0 7z",
  "control plane": "M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0M8 0v16M0 8h16M3 3l10 10M13 3L3 13",
  "node pool": "M2 2h12v5H2zM2 9h12v5H2zM5 4.500h1M5 11.500h1",
  "add-ons": "M2 2h5v5H2zM9 9h5v5H9zM2 9h5v5H2zM11.500 2v5M9 4.500h5",
  "NAT gateway": "M1 3h9v10H1zM6 8h9M12 5l3 3l-3 3",
  endpoints: "M1 8h5M10 8h5M6 5v6h1a3 3 0 0 0 0-6zM10 6v4",
};
