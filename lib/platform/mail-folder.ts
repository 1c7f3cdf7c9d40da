import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { MAIL_FOLDER } from './mailer.ts';

/** A letter that was written because there is no mail server. */
export type WrittenLetter = {
  /** The file's name. */
  name: string;
  subject: string;
  to: string;
  /** RFC 3339, UTC. */
  sentAt: string;
  text: string;
  html: string | null;
};

/** What the mailer calls its files; nothing else in the folder is read, and no path can be made of it. */
const NAME = /^\d{8}T\d{9}Z-[\w.-]+\.eml$/;
/** More than anybody reads on a page. */
const MOST_LISTED = 200;

/** The letters in a data folder, the newest first, at most 200. */
export async function listLetters(dataDir: string): Promise<WrittenLetter[]> {
  const names = (await namesIn(join(dataDir, MAIL_FOLDER))).filter((name) => NAME.test(name));
  const newest = names.sort().reverse().slice(0, MOST_LISTED);
  const letters = await Promise.all(newest.map((name) => readLetter(dataDir, name)));
  return letters.filter((letter) => letter !== null);
}

/** One letter; null when there is none of that name. */
export async function readLetter(dataDir: string, name: string): Promise<WrittenLetter | null> {
  if (!NAME.test(name)) return null;
  const bytes = await unlessMissing(readFile(join(dataDir, MAIL_FOLDER, name)));
  if (!bytes) return null;
  const { subject, to, date, text, html } = await simpleParser(bytes, { skipTextToHtml: true });
  return {
    name,
    subject: subject ?? '',
    to: [to ?? []]
      .flat()
      .map((list) => list.text)
      .join(', '),
    sentAt: (date ?? new Date(0)).toISOString(),
    text: text ?? '',
    html: html || null,
  };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await unlessMissing(readdir(folder))) ?? [];
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
