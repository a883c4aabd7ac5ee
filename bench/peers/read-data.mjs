import { readFileSync, writeFileSync } from "node:fs";

/** Reads a peer's data, and says in the file `$BENCH_READ` how long that took: a program of one's own has no such step. */
export function readData(file) {
  const start = performance.now();
  const before = process.cpuUsage();
  const data = JSON.parse(readFileSync(file, "utf8"));
  const { user, system } = process.cpuUsage(before);
  const took = { wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6 };
  if (process.env.BENCH_READ) writeFileSync(process.env.BENCH_READ, JSON.stringify(took));
  return data;
}
