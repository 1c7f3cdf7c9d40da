import { parseIssuedAppId } from '#sdk/protocol/issued-app-id.ts';
import { type IdentifierForm, mistaken, saved } from './identifier-form.ts';
import { readHardwareUuid, readMachineId, readProductId } from './machine-forms.ts';

/**
 * An application ID that the dashboard issues, or any of the three machine forms. 32 hex digits without dashes are a
 * machine ID and with dashes a hardware UUID, so that no two forms can mean the same identifier.
 */
export const selfHostedForm: IdentifierForm = {
  normalize: (text) => {
    const value = canonical(text);
    if (value !== null) return saved(value, value === text ? null : noteOn(text, value));
    if (/^APP/i.test(text)) {
      return mistaken('An issued ID has the form APP-4T8N-W0RA: eight characters after APP, without U.');
    }
    return mistaken(
      'This is neither an issued APP- ID nor a machine ID, hardware UUID or Windows Product ID.',
    );
  },
  canonicalRequest: canonical,
  matchKey: (value) => value,
  candidates: (key) => [key],
};

function canonical(text: string): string | null {
  const issued = parseIssuedAppId(text);
  if (issued !== null) return issued;
  return (text.includes('-') ? readHardwareUuid(text) : readMachineId(text)) ?? readProductId(text);
}

function noteOn(text: string, value: string): string {
  return text.toUpperCase() === value.toUpperCase() ? 'Saved in its usual case.' : 'Saved in its usual form.';
}
