/**
 * Runs synchronous work with V8's stack captures off. CDKTF takes one of unlimited depth for every token it makes
 * and has no switch for it; they only show in its own error messages, and cost a third of a large synthesis.
 */
export function withoutStackTraces<Result>(work: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
