import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { installation } from '#lib/platform/installation.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { accountExists } from './account-exists.tsx';
import { NOTICES, type Notice } from './notices.ts';
import { passwordChanged } from './password-changed.tsx';
import { plainWords } from './plain-words.ts';
import { renderLetter, type Template } from './render-letter.ts';
import { resetPassword } from './reset-password.tsx';
import { staffWelcome } from './staff-welcome.tsx';
import { teamInvitation } from './team-invitation.tsx';
import { verifyAddress } from './verify-address.tsx';

const db = useTestDatabase();
const sender = { vendorName: 'Microblink', appUrl: 'https://licenses.example.com' };
const link = { token: 't'.repeat(32), until: '27 Nov 2026, 14:05 UTC' };

const LETTERS: Record<Notice, { template: Template; links: string[] }> = {
  'verify-address': {
    template: verifyAddress({ sender, ...link, name: 'Ana', teamName: 'Acme' }),
    links: [`https://licenses.example.com/verify?token=${link.token}`],
  },
  'account-exists': {
    template: accountExists({ sender }),
    links: ['https://licenses.example.com/sign-in', 'https://licenses.example.com/forgot'],
  },
  'reset-password': {
    template: resetPassword({ sender, ...link }),
    links: [`https://licenses.example.com/reset?token=${link.token}`],
  },
  'password-changed': {
    template: passwordChanged({ sender }),
    links: ['https://licenses.example.com/forgot'],
  },
  'staff-welcome': {
    template: staffWelcome({ sender, ...link, role: 'support' }),
    links: [`https://licenses.example.com/reset?token=${link.token}`],
  },
  'team-invitation': {
    template: teamInvitation({
      sender,
      ...link,
      teamName: 'Acme Inc',
      inviterName: 'Ana Horvat',
      role: 'developer',
    }),
    links: [`https://licenses.example.com/invite/${link.token}`],
  },
};

test.each(NOTICES)('%s holds its links, each on a line of its own, and no other address', async (notice) => {
  const { template, links } = LETTERS[notice];
  const { html, text } = await renderLetter(template);
  expect(text.match(/^https:\S+$/gm)).toEqual(links);
  expect(text.match(/https?:/g)).toHaveLength(links.length);
  expect(html.match(/https?:\/\/[^"'<\s]*/g)).toEqual(links);
});

test.each(NOTICES)(
  '%s says who it is from, why it came, and what to do if it was not asked for',
  async (notice) => {
    const { subject, text, html } = await renderLetter(LETTERS[notice].template);
    expect(subject).toContain('Microblink');
    expect(text).toMatch(/^Microblink\n/);
    expect(text.replaceAll('\n', ' ')).toMatch(/You get this mail because .*Microblink/);
    expect(text.replaceAll('\n', ' ')).toMatch(/If (that was not you|it was not you|you do not know)/);
    expect(html).toContain('prefers-color-scheme: dark');
  },
);

test.each(NOTICES)(
  'the file of %s can be read as it is: plain lines of at most 76 characters',
  async (notice) => {
    const { template, links } = LETTERS[notice];
    const mailer = openMailer(installation());
    await mailer.send(
      { id: `raw.${notice}`, to: 'ana@example.com', ...(await renderLetter(template)) },
      Date.now(),
    );
    const folder = join(db.dataDir, 'mail');
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith(`raw.${notice}.eml`));
    const raw = readFileSync(join(folder, name), 'latin1');
    for (const address of links) expect(raw).toContain(`\r\n${address}\r\n`);
    const parsed = await simpleParser(raw);
    expect(parsed.text).toContain(links[0]);
    expect(parsed.html).toContain(links[0]);
  },
);

test('a name is shown as it is, unless mail programs would make a link of it', () => {
  expect(plainWords('Ana Horvat')).toBe('Ana Horvat');
  expect(plainWords('Acme Inc.')).toBe('Acme Inc.');
  expect(plainWords('Booking.com')).toBe('Booking com');
  expect(plainWords('see https://evil.example/x now')).toBe('see https evil example x now');
  expect(plainWords('me@evil.example')).toBe('me evil example');
  expect(plainWords('a'.repeat(100))).toBe(`${'a'.repeat(60)}...`);
});

test('whatever somebody calls themselves, the verification mail holds its one link and nothing that looks like another', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.webUrl(), fc.emailAddress(), fc.string({ unit: 'grapheme' })),
      async (name) => {
        const { html, text } = await renderLetter(verifyAddress({ sender, ...link, name, teamName: name }));
        expect(text.match(/https?:\/\/\S*/g)).toEqual(LETTERS['verify-address'].links);
        expect(html.match(/href="[^"]*"/g)).toHaveLength(1);
        expect(text.replaceAll(LETTERS['verify-address'].links[0] ?? '', '')).not.toMatch(/\w[.@]\w/);
      },
    ),
    { numRuns: 50 },
  );
}, 60_000);
