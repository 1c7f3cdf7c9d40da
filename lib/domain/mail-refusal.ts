/**
 * What a mail server's refusal means and what to do, from what is noted of it: the kind of error, the command it answered
 * to, and its status (RFC 5321 section 4.2.1: 4yz for now, 5yz for good). Addresses are never in it.
 */
export function mailRefusalSays(lastRefusal: string): string {
  if (lastRefusal === 'no mail server is set')
    return 'No mail server is set, and a file on the server reaches nobody. Set SMTP_URL.';
  const status = /\b([45]\d\d)\b/.exec(lastRefusal)?.[1];
  if (/EAUTH/.test(lastRefusal)) return 'The mail server does not take our name and password. See SMTP_URL.';
  if (status?.startsWith('4')) return `The mail server has put it off (${status}). It is asked again.`;
  if (status && /RCPT TO/.test(lastRefusal))
    return `The mail server refuses the address (${status}). Ask the customer for another.`;
  if (status && /MAIL FROM/.test(lastRefusal))
    return `The mail server refuses the sender (${status}). See MAIL_FROM.`;
  if (status) return `The mail server refuses the mail (${status}).`;
  if (/ETIMEDOUT/.test(lastRefusal)) return 'The mail server did not answer in time. It is asked again.';
  if (/EDNS|ENOTFOUND/.test(lastRefusal)) return 'The mail server is not found by its name. See SMTP_URL.';
  if (/ECONNECTION|ESOCKET|ECONNREFUSED|ECONNRESET/.test(lastRefusal))
    return 'The mail server cannot be reached, or hung up. It is asked again.';
  return 'It could not be sent. It is tried again.';
}
