/**
 * The load generator: a process of its own, told what to do by a message, which it answers with what it measured.
 * Every answer must be 200; one of each 256 is verified.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckRequests } from './check-requests.ts';
import { closedLoop, openLoop } from './kept-connections.ts';
import type { Load, LoadMessage } from './load.ts';
import { newTlsConnections } from './new-tls-connections.ts';
import { Recording } from './recording.ts';
import type { ResponseReader } from './response-reader.ts';
import { answerVerifier } from './verify-answer.ts';

const VERIFIED_OF = 256;

function say(message: LoadMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, {}, () => resolve());
    else resolve();
  });
}

async function run(load: Load): Promise<void> {
  const recording = new Recording();
  const verifyAnswer = load.publicKey === null ? null : answerVerifier(load.publicKey);
  let answers = 0;
  const onAnswer = (answered: { requests: CheckRequests; reader: ResponseReader; askedAt: number }) => {
    recording.answered(answered.askedAt);
    answers += 1;
    if (verifyAnswer === null || answers % VERIFIED_OF !== 1) return;
    verifyAnswer(answered.reader.body(), answered.requests);
    recording.verified();
  };
  const onFailure = async (error: unknown) => {
    await say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  };
  const stop = start(load, { onAnswer, onFailure });
  await sleep(load.warmUpSeconds * 1000);
  recording.begin();
  await say({ kind: 'warm' });
  await sleep(load.seconds * 1000);
  const result = recording.result();
  stop();
  await say({ kind: 'measured', result });
  process.exit(0);
}

type Callbacks = Pick<Parameters<typeof newTlsConnections>[0], 'onAnswer' | 'onFailure'>;

function start(load: Load, callbacks: Callbacks): () => void {
  switch (load.way.kind) {
    case 'closed':
      return closedLoop({ load, ...callbacks });
    case 'open':
      return openLoop({ load, perSecond: load.way.perSecond, ...callbacks });
    case 'new-tls-connections':
      return newTlsConnections({ load, ca: load.way.ca, ...callbacks });
  }
}

process.once('message', run);
process.once('disconnect', () => process.exit());
// A Ctrl-C reaches every process of the terminal; the benchmark ends us when it has seen it too.
process.on('SIGINT', () => undefined);
