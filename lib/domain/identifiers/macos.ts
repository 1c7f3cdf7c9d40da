import { type IdentifierForm, mistaken, saved, shown } from './identifier-form.ts';
import { readHardwareUuid } from './machine-forms.ts';

/** A Mac's hardware UUID, as System Information shows it: 8-4-4-4-12 hex digits, capitals. */
export const macosForm: IdentifierForm = {
  normalize: (text) => {
    const found =
      /(?:^|[^0-9a-f-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f-])/i.exec(text)?.[1] ?? text;
    const uuid = readHardwareUuid(found);
    if (uuid === null) return mistaken(problemOf(text));
    return saved(
      uuid,
      found === text ? null : 'Taken from what was pasted.',
      found.length === uuid.length ? null : 'Dashes added.',
      found === found.toUpperCase() ? null : 'A hardware UUID is written in capitals.',
    );
  },
  canonicalRequest: readHardwareUuid,
  matchKey: (value) => value,
  candidates: (canonical) => [canonical],
};

function problemOf(text: string): string {
  if (/^[0f-]+$/i.test(text)) return 'This names no machine: firmware reports it when it has no UUID.';
  if (/^[0-9a-z]{10,12}$/i.test(text)) {
    return 'This looks like a serial number. The hardware UUID has 32 hex digits in five groups.';
  }
  const [foreign] = /[^0-9a-fA-F-]/u.exec(text) ?? [];
  if (foreign !== undefined) return `A hardware UUID has hex digits and dashes only, not ${shown(foreign)}.`;
  const digits = text.replaceAll('-', '').length;
  if (digits === 32) return 'A hardware UUID has groups of 8, 4, 4, 4 and 12 hex digits.';
  return `A hardware UUID has 32 hex digits in groups of 8, 4, 4, 4 and 12; this has ${digits}.`;
}
