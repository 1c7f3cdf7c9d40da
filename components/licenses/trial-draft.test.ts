import { describe, expect, test } from 'vitest';
import {
  changeDraft,
  type DraftChange,
  draftApps,
  draftInput,
  draftProblems,
  EMPTY_DRAFT,
  readDraftApp,
} from './trial-draft.ts';

const drafted = (...changes: DraftChange[]) => changes.reduce(changeDraft, EMPTY_DRAFT);
const android: DraftChange = { do: 'platform', platform: 'android' };
const first = (draft: ReturnType<typeof drafted>, index = 0) => {
  const app = draftApps(draft)[index];
  if (app === undefined) throw new Error('There is no such row');
  return readDraftApp(draft, app);
};

describe('the draft of a trial', () => {
  test('gives a ticked platform one empty row, and scolds nobody for it', () => {
    const draft = drafted(android);
    expect(draftApps(draft)).toHaveLength(1);
    expect(first(draft)).toEqual({ kind: 'empty' });
    expect(draftProblems(draft)).toHaveLength(1);
  });
  test('says what is missing once creating was tried', () => {
    expect(first(drafted(android, { do: 'try' })).kind).toBe('wrong');
  });
  test('keeps what was typed when a platform is unticked and ticked again', () => {
    const draft = drafted(android, { do: 'type', key: 1, typed: 'com.acme.app' }, android, android);
    expect(first(draft)).toMatchObject({ kind: 'fine', value: 'com.acme.app' });
  });
  test('offers what was meant', () => {
    const draft = drafted(android, { do: 'type', key: 1, typed: 'com.acme-app' });
    expect(first(draft)).toMatchObject({ kind: 'wrong', suggestion: 'com.acme.app' });
  });
  test('finds the same identifier twice, however it is written', () => {
    const ios: DraftChange = { do: 'platform', platform: 'ios' };
    const draft = drafted(
      ios,
      { do: 'type', key: 1, typed: 'com.acme.ios' },
      { do: 'add', platform: 'ios' },
      { do: 'type', key: 2, typed: 'com.Acme.iOS' },
    );
    expect(first(draft, 0).kind).toBe('fine');
    expect(first(draft, 1)).toMatchObject({ kind: 'wrong' });
  });
  test('sends no empty rows, but for self-hosted, which is issued an identifier', () => {
    const draft = drafted(
      android,
      { do: 'type', key: 1, typed: 'com.acme.app' },
      { do: 'add', platform: 'android' },
      { do: 'platform', platform: 'self-hosted' },
    );
    expect(draftInput(draft, 'acme').input.apps).toEqual([
      { platform: 'android', value: 'com.acme.app' },
      { platform: 'self-hosted' },
    ]);
    expect(draftProblems(draft)).toEqual([]);
  });
  test('puts what the server refused at the row it was sent from, until that is changed', () => {
    const typed = drafted(
      { do: 'platform', platform: 'browser' },
      android,
      { do: 'type', key: 1, typed: '*.co.uk' },
      { do: 'type', key: 2, typed: 'com.acme.app' },
    );
    const { input, keys } = draftInput(typed, 'acme');
    expect(input.apps.map((app) => app.value)).toEqual(['com.acme.app', '*.co.uk']);
    const refused = changeDraft(typed, {
      do: 'refuse',
      keys,
      errors: [
        { pointer: '/apps/1/value', detail: 'co.uk is a public suffix.' },
        { pointer: '/name', detail: 'Too long.' },
      ],
    });
    expect(first(refused, 1)).toMatchObject({ kind: 'wrong', message: 'co.uk is a public suffix.' });
    expect(refused.refused).toEqual({ name: 'Too long.' });
    expect(first(changeDraft(refused, { do: 'type', key: 1, typed: '*.acme.com' }), 1).kind).toBe('fine');
  });
});
