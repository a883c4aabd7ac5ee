import type { Service } from "../../schema/model/model.ts";
import { filesAnnotation } from "./files.ts";

/** The annotations of pods that serve: where Prometheus finds their metrics, and what files they have. */
export function servingAnnotations(service: Service): { annotations?: Record<string, string> } {
  const { metrics } = service;
  return annotated({
    ...(metrics && {
      "prometheus.io/scrape": "true",
      "prometheus.io/path": metrics.path,
      "prometheus.io/port": String(metrics.port),
    }),
    ...filesAnnotation(service),
  });
}

/** The annotations of pods that end: nobody asks them for metrics. */
export function jobAnnotations(service: Service): { annotations?: Record<string, string> } {
  return annotated(filesAnnotation(service));
}

function annotated(annotations: Record<string, string>): { annotations?: Record<string, string> } {
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}
