import { type IdentifierForm, mistaken, saved, shown } from './identifier-form.ts';
import { readMachineId } from './machine-forms.ts';

/** systemd's machine ID, as in `/etc/machine-id`: 32 hex digits, lower case. */
export const linuxForm: IdentifierForm = {
  normalize: (text) => {
    const found = /(?:^|[^0-9a-f-])([0-9a-f]{32})(?![0-9a-f-])/i.exec(text)?.[1] ?? text;
    const id = readMachineId(found);
    if (id === null) return mistaken(problemOf(text));
    return saved(
      id,
      found === text ? null : 'Taken from what was pasted.',
      found.includes('-') ? 'A machine ID has no dashes.' : null,
      found === found.toLowerCase() ? null : 'A machine ID is lower case.',
    );
  },
  canonicalRequest: readMachineId,
  matchKey: (value) => value,
  candidates: (canonical) => [canonical],
};

function problemOf(text: string): string {
  if (text === 'uninitialized')
    return 'This machine has no ID yet: /etc/machine-id is written at its first start.';
  if (/^[0f-]+$/i.test(text)) return 'This names no machine: many report it before they have an ID.';
  const [foreign] = /[^0-9a-fA-F-]/u.exec(text) ?? [];
  if (foreign !== undefined) return `A machine ID has hex digits only, not ${shown(foreign)}.`;
  return `A machine ID has 32 hex digits; this has ${text.replaceAll('-', '').length}.`;
}
