import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { OWNER_ROLE } from '#db/client.ts';
import { deliver, type OnAccepted } from '#lib/notices/deliver.ts';
import { sendMail } from '#lib/notices/send-mail.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Jobs, startJobs } from '#lib/platform/jobs.ts';
import { listLetters, type WrittenLetter } from '#lib/platform/mail-folder.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import type { TestDatabase } from './test-database.ts';

export type Mailbox = {
  /** The letters to an address, the newest first, once every job that was enqueued has run. */
  lettersTo(address: string): Promise<WrittenLetter[]>;
  /** The only link in the newest letter to an address. */
  linkTo(address: string): Promise<URL>;
};

/** Runs the jobs of a test's database, as the server does, with letters as files. */
export function useMailbox(test: TestDatabase, onAccepted: OnAccepted = {}): Mailbox {
  const running: { jobs?: Jobs } = {};
  beforeAll(() => {
    const mailer = openMailer(installation());
    const handlers = { 'send-mail': sendMail(mailer), deliver: deliver(mailer, onAccepted) };
    running.jobs = startJobs({ url: test.url, ownerRole: OWNER_ROLE, handlers });
  });
  afterAll(() => running.jobs?.stop());

  const lettersTo = async (address: string) => {
    while (
      (await test.sql`select 1 from graphile_worker.jobs where task_identifier in ('send-mail', 'deliver')`)
        .length > 0
    )
      await sleep(20);
    const letters = await listLetters(test.dataDir);
    return letters.filter(({ to }) => to === address);
  };
  return {
    lettersTo,
    async linkTo(address) {
      const [newest] = await lettersTo(address);
      const links = newest?.text.match(/^https?:\S+$/gm) ?? [];
      if (links.length !== 1) throw new Error(`${links.length} links to ${address}`);
      return new URL(String(links[0]));
    },
  };
}
