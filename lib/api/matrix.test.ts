import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, installDatabase } from '#db/client.ts';
import { type Caller, makeCallers } from '#e2e/matrix/callers.ts';
import { type Sample, samplesOf } from '#e2e/matrix/samples.ts';
import { GHOSTS, makeThings, makeVendors, type Things, type Vendors } from '#e2e/matrix/things.ts';
import { makeKeys, makeTeam } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { STATUS } from '#lib/contract/problems.ts';
import { type Action, type Permission, POLICY, permit } from '#lib/domain/policy.ts';
import { handleApi } from './handler.ts';
import { OPERATIONS, type Operation } from './operations.ts';

/**
 * Every operation of the contract × every kind of caller: the outcome is what the policy's table says. Each call is
 * carried out for real and taken back, so that the next one finds the same world.
 */
const test = useTestDatabase();
let callers: Caller[];
let things: Things & Vendors;
let foreign: Things & Vendors;
let ghosts: Things & Vendors;
let teamId: string;

beforeAll(async () => {
  await makeKeys(test);
  const [own, other] = [await makeTeam(test, 'Acme Inc'), await makeTeam(test, 'Other Inc')];
  teamId = own.team.id;
  const ofOwn = await makeThings(test, own);
  const ofOther = await makeThings(test, other);
  // A license waits for one approval at a time: this one is of neither.
  const third = await makeThings(test, await makeTeam(test, 'Third Inc'));
  const vendors = await makeVendors(test, third.production);
  things = { ...ofOwn, ...vendors };
  foreign = { ...ofOther, ...vendors };
  ghosts = { ...GHOSTS, ...vendors };
  callers = await makeCallers(test, own, other);
  installDatabase(takingBack(test.database));
});
afterAll(() => installDatabase(test.database));

const TAKEN_BACK = new Error('taken back');

/** A database whose transactions are all carried out and all taken back. */
function takingBack(database: Database): Database {
  return {
    ...database,
    async transaction(run) {
      const outcome: { value?: Awaited<ReturnType<typeof run>> } = {};
      await database
        .transaction(async (tx) => {
          outcome.value = await run(tx);
          throw TAKEN_BACK;
        })
        .catch((error: unknown) => {
          if (error !== TAKEN_BACK) throw error;
        });
      return outcome.value as Awaited<ReturnType<typeof run>>;
    },
  };
}

type Answer = { status: number; code: string | null; text: string };

async function ask(operation: Operation, input: unknown, { headers }: Caller): Promise<Answer> {
  const members = new Map(Object.entries(input ?? {}));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = members.get(name);
    members.delete(name);
    return encodeURIComponent(String(value));
  });
  const isRead = operation.method === 'GET' || operation.method === 'DELETE';
  const url = new URL(`http://localhost:3000/api/v1${path}`);
  if (isRead) for (const [name, value] of members) url.searchParams.set(name, String(value));
  const hasBody = !isRead && input !== undefined;
  const response = await handleApi(
    new Request(url, {
      method: operation.method,
      headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
      ...(hasBody && { body: JSON.stringify(Object.fromEntries(members)) }),
    }),
  );
  const body = await response.text();
  const kept = [...response.headers].filter(([name]) => name !== 'x-request-id');
  const isProblem = response.headers.get('content-type') === 'application/problem+json';
  return {
    status: response.status,
    code: isProblem ? JSON.parse(body).code : null,
    text: JSON.stringify([response.status, kept, body]),
  };
}

/** Every run asks with each scope where it counts, and with an eighth of the others; the long one with all. */
const SHARE = process.env.LEASEHOLD_LONG ? 1 : 8;

function askersOf({ name, actions }: Operation): Caller[] {
  const isPublic = actions.every((action) => POLICY[action].scope === 'public');
  return callers.filter(({ scope }, index) => {
    if (scope === null || actions.includes(scope)) return true;
    return !isPublic && (index + name.length) % SHARE === 0;
  });
}

function actionsOf({ actions }: Operation, { action = actions }: Sample): readonly Action[] {
  return typeof action === 'string' ? [action] : action;
}

function expectedFor(actions: readonly Action[], { asker }: Caller, { of }: Sample): Permission {
  const asked = actions.map((action) => permit(action, asker, of === 'team' ? teamId : null));
  return asked.find((permission) => permission !== 'allowed') ?? 'allowed';
}

/** What is wrong with an answer, if anything is. */
function judge(answer: Answer, expected: Permission, { answers = [] }: Sample): string | null {
  const got = answer.code ?? String(answer.status);
  if (expected !== 'allowed') {
    const isRight = answer.code === expected && answer.status === STATUS[expected];
    return isRight ? null : `expected ${expected}, got ${got}`;
  }
  const isRight = answer.code === null ? answer.status < 300 : answers.some((one) => one === answer.code);
  return isRight ? null : `expected to be allowed, got ${got} ${answer.text}`;
}

it('has a sample for each action of each operation', () => {
  for (const operation of OPERATIONS) {
    const asked = samplesOf(operation.name).flatMap((sample) => actionsOf(operation, sample));
    expect([...new Set(asked)].sort(), operation.name).toEqual([...operation.actions].sort());
  }
});

it.each(OPERATIONS)(
  '$name does for each caller what the table says',
  async (operation) => {
    const wrong: string[] = [];
    for (const sample of samplesOf(operation.name)) {
      const actions = actionsOf(operation, sample);
      for (const caller of askersOf(operation)) {
        const expected = expectedFor(actions, caller, sample);
        const says = judge(await ask(operation, sample.asks(things, caller), caller), expected, sample);
        if (says !== null) wrong.push(`${caller.name}: ${says}`);
      }
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);

const ofTeams = OPERATIONS.filter(({ name }) => samplesOf(name).some(({ of }) => of === 'team'));

it.each(ofTeams)("$name answers for another team's thing byte for byte as for none", async (operation) => {
  for (const sample of samplesOf(operation.name).filter(({ of }) => of === 'team')) {
    const actions = actionsOf(operation, sample);
    const strangers = askersOf(operation).filter(
      (caller) => expectedFor(actions, caller, sample) === 'not-found',
    );
    expect(strangers.length).toBeGreaterThan(0);
    const answers = new Set<string>();
    for (const caller of strangers) {
      answers.add((await ask(operation, sample.asks(things, caller), caller)).text);
      answers.add((await ask(operation, sample.asks(ghosts, { ...caller, ownToken: null }), caller)).text);
    }
    expect([...answers]).toHaveLength(1);
  }
});

it.each(ofTeams)("$name finds nothing of another team below one's own", async (operation) => {
  const owner = callers.find(({ name }) => name === 'owner of the team');
  if (!owner) throw new Error('there is no owner');
  const caller = { ...owner, ownToken: null };
  const { slug, license, lockedLicense, production } = things;
  const own = { slug, license, lockedLicense, production };
  for (const sample of samplesOf(operation.name).filter(({ of }) => of === 'team')) {
    const [theirs, none] = [
      sample.asks({ ...foreign, ...own }, caller),
      sample.asks({ ...ghosts, ...own }, caller),
    ];
    if (JSON.stringify(theirs) === JSON.stringify(none)) continue;
    const answer = await ask(operation, theirs, caller);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).toBe((await ask(operation, none, caller)).text);
  }
});
