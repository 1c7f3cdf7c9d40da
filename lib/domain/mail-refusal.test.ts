import { expect, it } from 'vitest';
import { mailRefusalSays } from './mail-refusal.ts';

it.each([
  ['Error EENVELOPE RCPT TO 450', 'put it off (450)'],
  ['Error EENVELOPE RCPT TO 550', 'refuses the address (550)'],
  ['Error EENVELOPE MAIL FROM 553', 'refuses the sender (553)'],
  ['Error EMESSAGE DATA 554', 'refuses the mail (554)'],
  ['Error EAUTH AUTH PLAIN 535', 'name and password'],
  ['Error ETIMEDOUT CONN', 'did not answer in time'],
  ['Error EDNS CONN', 'not found by its name'],
  ['Error ESOCKET CONN', 'cannot be reached'],
  ['Error ECONNECTION CONN', 'cannot be reached'],
  ['no mail server is set', 'Set SMTP_URL'],
  ['unknown error', 'could not be sent'],
])('%s means: %s', (refusal, says) => {
  expect(mailRefusalSays(refusal)).toContain(says);
});
