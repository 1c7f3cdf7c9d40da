import type { IncomingMessage, ServerResponse } from 'node:http';
import { readTokenActor } from '#lib/accounts/token-actor.ts';
import { JOB_STATES } from '#lib/domain/job-states.ts';
import type { Histogram } from '#lib/platform/histogram.ts';
import type { Handler } from '#lib/platform/http-front.ts';
import { installation } from '#lib/platform/installation.ts';
import { isLocalRequest } from '#lib/platform/is-local-request.ts';
import { log } from '#lib/platform/log.ts';
import { MetricsText } from '#lib/platform/metrics-text.ts';
import type { PeerReader } from '#lib/platform/peer.ts';
import { type Actor, COMMAND } from '#lib/use-case.ts';
import { type InstallationMeasures, readMetrics } from './read-metrics.ts';

/** What this process counted of checks. */
type Checks = {
  measures(): {
    outcomes: Readonly<Record<string, number>>;
    waiting: number;
    batchSize: Histogram;
    batchSeconds: Histogram;
  };
};

export type MetricsOptions = { readPeer: PeerReader; checks: Checks };

/**
 * `GET /metrics`, for Prometheus: to a token with the scope `metrics`, and without one on this machine alone, where /mail
 * is shown too. Each process answers for itself, and says which it is. A database that cannot be asked is a metric.
 */
export function answerMetrics({ readPeer, checks }: MetricsOptions): Handler {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const actor = await actorOf(request, readPeer);
    if (typeof actor === 'number') return refuse(response, actor);
    const read = await readInstallation(actor);
    if (read === 'forbidden') return refuse(response, 403);
    const text = write(read, checks);
    response.writeHead(200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
    });
    response.end(text);
  };
}

async function actorOf(request: IncomingMessage, readPeer: PeerReader): Promise<Actor | 401 | 404> {
  const { authorization, host = null } = request.headers;
  if (authorization !== undefined) return (await readTokenActor(authorization)) ?? 401;
  const { config } = installation();
  return isLocalRequest({ config, peer: readPeer(request), host }) ? COMMAND : 404;
}

async function readInstallation(actor: Actor): Promise<InstallationMeasures | 'forbidden' | null> {
  try {
    const result = await readMetrics(actor, undefined);
    return result.ok ? result.value : 'forbidden';
  } catch (error) {
    log.warn({ err: error }, 'metrics are without what the database says');
    return null;
  }
}

function write(read: InstallationMeasures | null, checks: Checks): string {
  const text = new MetricsText({ process: String(process.pid) });
  const { outcomes, waiting, batchSize, batchSeconds } = checks.measures();
  text.counter(
    'leasehold_checks_total',
    'Checks answered by this process.',
    Object.entries(outcomes).map(([outcome, value]) => ({ labels: { outcome }, value })),
  );
  text.gauge('leasehold_checks_waiting', 'Checks that wait for a batch.', [{ value: waiting }]);
  text.histogram('leasehold_check_batch_size', 'Checks in a batch.', batchSize);
  text.histogram('leasehold_check_batch_seconds', 'How long a batch took.', batchSeconds);
  text.gauge('leasehold_database_up', 'Whether the database could be asked.', [{ value: read ? 1 : 0 }]);
  if (read) writeInstallation(text, read);
  writeProcess(text);
  return text.toString();
}

function writeInstallation(text: MetricsText, read: InstallationMeasures): void {
  text.gauge(
    'leasehold_jobs',
    'Jobs by state.',
    JOB_STATES.map((state) => ({ labels: { state }, value: read.jobs[state] ?? 0 })),
  );
  text.gauge('leasehold_audit_unsealed_entries', 'Audit entries that are not sealed.', [
    { value: read.unsealedEntries },
  ]);
  text.gauge('leasehold_audit_unsealed_seconds', 'Age of the oldest audit entry that is not sealed.', [
    { value: read.unsealedSeconds },
  ]);
  text.gauge('leasehold_key_set_end_timestamp_seconds', 'When the published key set ends.', [
    { value: read.keySetEndsAt },
  ]);
}

function writeProcess(text: MetricsText): void {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const startedAt = Math.round(Date.now() / 1000 - process.uptime());
  text.counter('process_cpu_seconds_total', 'Processor time used.', [{ value: (user + system) / 1e6 }]);
  text.gauge('process_resident_memory_bytes', 'Memory in use.', [{ value: rss }]);
  text.gauge('nodejs_heap_used_bytes', 'Memory in use by JavaScript.', [{ value: heapUsed }]);
  text.gauge('process_start_time_seconds', 'When this process began.', [{ value: startedAt }]);
}

function refuse(response: ServerResponse, status: 401 | 403 | 404 | 405): void {
  const headers = {
    401: { 'www-authenticate': 'Bearer' },
    403: {},
    404: {},
    405: { allow: 'GET, HEAD' },
  }[status];
  response.writeHead(status, { ...headers, 'content-length': 0, 'cache-control': 'no-store' }).end();
}
