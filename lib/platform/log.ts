import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Names under which a secret could come into a log line. */
const SECRETS = ['password', 'token', 'secret', 'key', 'authorization', 'cookie'];

/** A log of JSON lines. Secrets are left out wherever they stand, at most one level deep. */
export function makeLog(destination: DestinationStream): Log {
  return pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: withoutValues },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[left out]' },
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
}

/**
 * What operators read when something is wrong: one JSON object a line on standard error, written at once, so that
 * the last line before a crash is there. Requests and checks are not logged; metrics count them.
 */
export const log = makeLog(pino.destination({ fd: 2, sync: true }));

type LoggedError = {
  type: string;
  message: string;
  stack: string | undefined;
  code?: string;
  cause?: LoggedError;
};

/**
 * An error without the values that it may repeat: a failed query's message ends with its parameters (addresses,
 * hashes), and Postgres's details quote rows.
 */
function withoutValues(error: unknown): LoggedError | unknown {
  if (!(error instanceof Error)) return error;
  const message = error.message.replace(/\nparams: [\s\S]*$/, '');
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: withoutValues(error.cause) as LoggedError } : {};
  return {
    type: error.name,
    message,
    stack: error.stack?.replace(error.message, message),
    ...code,
    ...cause,
  };
}
