import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Installation } from './installation.ts';
import { addressOf } from './variables.ts';

/** A mail to one person. */
export type Letter = {
  /** Stays the same when it is sent again, so that mail programs show it once. Letters, digits, dots, hyphens. */
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
};

export type Mailer = {
  /** Done when the mail server has accepted the letter, or its file is written. Throws MailFailed when it was not. */
  send(letter: Letter, now: number): Promise<void>;
  /**
   * Whether what was sent reaches people: always by a mail server; a file only while all who use the installation sit at
   * this machine, which is while APP_URL is loopback.
   */
  counts: boolean;
  close(): void;
};

/** The mail server did not take the letter. Says nothing of whose it was: this ends up in the job's row and the log. */
export class MailFailed extends Error {
  /** The server's answer alone, without what was sent. */
  readonly said: string;

  constructor(message: string, said: string) {
    super(message);
    this.said = said;
  }
}

/** Where letters are written when there is no mail server, below the data folder. */
export const MAIL_FOLDER = 'mail';

/** A mail server that says nothing is given up before the job that waits for it is. */
const PATIENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 20_000,
};

/** Sends letters by SMTP, each over a connection of its own; without a mail server it writes them as files. */
export function openMailer({ config, dataDir }: Installation): Mailer {
  const { smtpUrl, mailFrom, vendor } = config;
  const from = { name: vendor.name, address: addressOf(mailFrom) ?? mailFrom };
  const sender = from.address === mailFrom ? from : mailFrom;
  if (smtpUrl === null) {
    const folder = join(dataDir, MAIL_FOLDER);
    return {
      send: (letter, now) => write(folder, letter, messageOf(letter, sender, now)),
      counts: config.isLoopback,
      close: () => undefined,
    };
  }
  const transport = createTransport({ url: smtpUrl, ...PATIENCE });
  return {
    async send(letter, now) {
      try {
        await transport.sendMail(messageOf(letter, sender, now));
      } catch (error) {
        const said = failureOf(error);
        throw new MailFailed(`the mail server did not take ${letter.id}: ${said}`, said);
      }
    },
    counts: true,
    close: () => transport.close(),
  };
}

type Sender = string | { name: string; address: string };
type Message = ReturnType<typeof messageOf>;

function messageOf({ id, ...letter }: Letter, sender: Sender, now: number) {
  const address = typeof sender === 'string' ? (addressOf(sender) ?? sender) : sender.address;
  return {
    ...letter,
    from: sender,
    messageId: `<${id}@${address.split('@')[1] ?? 'localhost'}>`,
    date: new Date(now),
    // RFC 3834: no out-of-office answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Code, command and status of an SMTP error. Its text often repeats the address, so it is left out. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const parts = ['code', 'command', 'responseCode'].map((name) => Reflect.get(error, name));
  return [error.name, ...parts].filter((part) => part !== undefined).join(' ');
}

/** Whole or not at all: whoever watches the folder sees a file only once it is complete. */
async function write(folder: string, { id }: Letter, message: Message): Promise<void> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message: bytes } = await composer.sendMail(message);
  if (!Buffer.isBuffer(bytes)) throw new Error('nodemailer gave a stream in place of a buffer');
  const name = `${message.date.toISOString().replace(/[-:.]/g, '')}-${id}.eml`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, `.${name}.tmp`);
  await writeFile(unfinished, bytes, { mode: 0o600, flush: true });
  await rename(unfinished, join(folder, name));
}

/** Asks the mail server whether it would take mail from us. Null when it would, else why not. */
export async function verifyMailServer(smtpUrl: string): Promise<string | null> {
  const transport = createTransport({ url: smtpUrl, ...PATIENCE });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return failureOf(error);
  } finally {
    transport.close();
  }
}
