import { type IdentifierForm, mistaken, saved, shown } from './identifier-form.ts';
import { readProductId } from './machine-forms.ts';

/** The Windows Product ID, as Settings shows it under About: four groups of five letters and digits, capitals. */
export const windowsForm: IdentifierForm = {
  normalize: (text) => {
    const found = /(?:^|[^0-9a-z-])([0-9a-z]{5}(?:-[0-9a-z]{5}){3})(?![0-9a-z-])/i.exec(text)?.[1] ?? text;
    const id = readProductId(found);
    if (id === null) return mistaken(problemOf(text));
    return saved(
      id,
      found === text ? null : 'Taken from what was pasted.',
      found.length === id.length ? null : 'Dashes added.',
      found === found.toUpperCase() ? null : 'A Product ID is written in capitals.',
    );
  },
  canonicalRequest: readProductId,
  matchKey: (value) => value,
  candidates: (canonical) => [canonical],
};

function problemOf(text: string): string {
  if (/^(?:[0-9a-z]{5}-){4}[0-9a-z]{5}$/i.test(text)) {
    return 'This is a product key: five groups. Keep it to yourself. The Product ID has four, and is shown under About.';
  }
  if (/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text)) {
    return 'This is a UUID, such as the device ID or MachineGuid. The Product ID has four groups of five.';
  }
  const [foreign] = /[^0-9a-zA-Z-]/u.exec(text) ?? [];
  if (foreign !== undefined)
    return `A Product ID has letters, digits and dashes only, not ${shown(foreign)}.`;
  const characters = text.replaceAll('-', '').length;
  if (characters === 20) return 'A Product ID has four groups of five letters and digits.';
  return `A Product ID has 20 letters and digits in four groups of five; this has ${characters}.`;
}
