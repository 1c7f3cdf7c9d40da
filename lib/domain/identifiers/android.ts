import { dottedCandidates, normalizeDottedName } from './dotted-name.ts';
import { type IdentifierForm, MAX_IDENTIFIER_LENGTH } from './identifier-form.ts';

// Segments as Android's package installer reads them: a letter, then letters, digits and underscores; at least two.
const applicationId = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/;

const storeAddress = /^(?:https?:\/\/play\.google\.com\/|market:\/\/)\S*[?&]id=([^&#\s]+)/i;
const sourceLine = /(?:applicationId|package)\s*(?:=|\s)\s*["']([^"']+)["']/;

/** Android application IDs: compared exactly, a `:process` suffix is cut, `com.acme.*` covers one last segment. */
export const androidForm: IdentifierForm = {
  normalize: (text) => {
    const notes: string[] = [];
    const fromStore = storeAddress.exec(text)?.[1];
    if (fromStore !== undefined) notes.push('Taken from the store address.');
    const fromSource = fromStore === undefined ? sourceLine.exec(text)?.[1] : undefined;
    if (fromSource !== undefined) notes.push('Taken from the line of source.');
    const pasted = fromStore ?? fromSource ?? text;
    const name = withoutProcess(pasted);
    if (name !== pasted) notes.push('A process suffix is not part of an application ID.');
    return normalizeDottedName(name, form, notes);
  },
  canonicalRequest: (app) => {
    const name = withoutProcess(app);
    return name.length <= MAX_IDENTIFIER_LENGTH && applicationId.test(name) ? name : null;
  },
  matchKey: (value) => value,
  candidates: dottedCandidates,
};

const form = {
  noun: 'An Android application ID',
  whole: applicationId,
  foreign: /[^\w.]/gu,
  instead: '.',
  problemOf: (name: string) => {
    const wrong = name.split('.').find((segment) => !/^[A-Za-z]/.test(segment));
    if (wrong !== undefined)
      return `Each segment of an Android application ID begins with a letter; “${wrong}” does not.`;
    return 'An Android application ID has at least two segments, as in com.acme.app.';
  },
};

/** `com.acme.app:scanner` names a process of `com.acme.app`. A colon at the very start names nothing and stays. */
function withoutProcess(text: string): string {
  return /^([A-Za-z][\w.*]*):[^/]*$/.exec(text)?.[1] ?? text;
}
