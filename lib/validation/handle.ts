import type { Instant } from '#lib/domain/instant.ts';
import { log } from '#lib/platform/log.ts';
import { serializeClaims } from '#sdk/protocol/answer.ts';
import { parseCheckRequest } from '#sdk/protocol/check-request.ts';
import type { RecordedCheck } from './pending-check.ts';
import { prefersJson } from './prefers-json.ts';
import { problemReply } from './problem-reply.ts';
import { recorder } from './recorder.ts';
import { type Reply, readableByAnyOrigin } from './reply.ts';

/** One HTTP request to the address of checks, whatever server it came through. */
export type CheckCall = {
  method: string;
  contentType: string | null;
  accept: string | null;
  origin: string | null;
  /** All bytes, or that there are more than a check can have (`maxBodyBytes`). Not looked at unless it is a POST. */
  body: Uint8Array | 'too-large';
  /** The network it came from (`networkOf`). */
  network: string;
  /** The clock; asked once the license was read from the database. Tests bring their own. */
  now?: () => Instant;
};

/** How long a device is to wait when no decision could be made. */
const UNAVAILABLE_SECONDS = 10;
const ALLOW: Reply['headers'][number] = ['allow', 'POST, OPTIONS'];

/**
 * Answers a request to `POST /api/v1/validate` (wire.md sections 1 and 2): parse → recorder → reply. The check is durable
 * when this resolves with status 200. Never fails: what goes wrong here is `unavailable`, which a device never takes
 * for a lock.
 */
export async function handleCheck(call: CheckCall): Promise<Reply> {
  return readableByAnyOrigin(await replyTo(call).catch(unexpected), call.origin);
}

function unexpected(error: unknown): Reply {
  log.error({ err: error }, 'a check could not be handled');
  return unavailable();
}

function unavailable(): Reply {
  return problemReply({ code: 'unavailable', headers: [['retry-after', `${UNAVAILABLE_SECONDS}`]] });
}

async function replyTo({
  method,
  contentType,
  accept,
  body,
  network,
  now = Date.now,
}: CheckCall): Promise<Reply> {
  if (method === 'OPTIONS') return preflight();
  if (method !== 'POST') return problemReply({ code: 'method-not-allowed', headers: [ALLOW] });
  if (!isJson(contentType)) return problemReply({ code: 'unsupported-media-type' });
  if (body === 'too-large') return problemReply({ code: 'too-large' });
  const parsed = parseCheckRequest(body);
  if (!parsed.ok) return problemReply(parsed);
  const recorded = await recorder().record({ check: parsed.check, network, now });
  return recordedReply(recorded, accept);
}

function recordedReply(recorded: RecordedCheck, accept: string | null): Reply {
  switch (recorded.kind) {
    case 'answered':
      return answerReply(recorded, accept);
    case 'throttled':
      return problemReply({
        code: 'too-many-requests',
        headers: [['retry-after', `${recorded.secondsToWait}`]],
      });
    case 'unavailable':
      return unavailable();
  }
}

function answerReply(
  { answer, jws }: Extract<RecordedCheck, { kind: 'answered' }>,
  accept: string | null,
): Reply {
  if (!prefersJson(accept)) return { status: 200, headers: [['content-type', 'application/jwt']], body: jws };
  const body = `{"outcome":"${answer.outcome}","claims":${serializeClaims(answer)},"jws":"${jws}"}`;
  return { status: 200, headers: [['content-type', 'application/json']], body };
}

/** Any page may ask, for a day without asking whether it may: the longest that browsers keep. */
function preflight(): Reply {
  const headers: Reply['headers'] = [
    ALLOW,
    ['access-control-allow-methods', 'POST'],
    ['access-control-allow-headers', 'content-type'],
    ['access-control-max-age', '86400'],
  ];
  return { status: 204, headers, body: '' };
}

function isJson(contentType: string | null): boolean {
  return contentType !== null && /^\s*application\/json\s*(?:;|$)/i.test(contentType);
}
