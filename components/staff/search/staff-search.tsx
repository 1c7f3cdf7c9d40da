'use client';

import './search.css';
import { Search } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { type KeyboardEvent, useCallback, useId, useRef, useState } from 'react';
import { readProblem } from '#components/read-problem.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { formatNumber } from '#components/ui/format-number.ts';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { type FoundGroup, groupsOf, hrefOf, keyOf, type SearchAnswer } from './found.ts';
import { LicensePreview } from './license-preview.tsx';
import { OtherPreview } from './other-preview.tsx';
import { SearchHit } from './search-hit.tsx';
import { useSearch } from './use-search.ts';

type Props = { q: string; first: SearchAnswer | null; role: StaffRole; drawnAt: number };

/**
 * One box for whatever a caller has. The focus stays in it: arrows choose, Enter opens, and once an arrow has chosen, U
 * goes to the unlock of a locked license.
 */
export function StaffSearch({ q, first, role, drawnAt }: Props) {
  const id = useId();
  const router = useRouter();
  const now = useNow(drawnAt);
  const note = useRef<HTMLTextAreaElement | null>(null);
  const isUnlockAsked = useRef(false);
  const holdNote = useCallback((field: HTMLTextAreaElement | null) => {
    note.current = field;
    if (field && isUnlockAsked.current) field.focus();
    if (field) isUnlockAsked.current = false;
  }, []);
  const address = useSearchParams();
  // Coming back, the page is the one that was drawn before anything was typed: the address knows more.
  const [typed, setTyped] = useState(q || (address.get('q') ?? ''));
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const { found, asked, error, isFetching, refetch } = useSearch(
    typed,
    first && { q: q.trim(), answer: first },
  );

  const groups = groupsOf(found?.answer.items ?? []);
  const items = groups.flatMap((group) => group.items);
  const chosen = items.find((item) => keyOf(item) === chosenKey) ?? items[0];
  const optionOf = (key: string) => `${id}-${key}`;

  function type(text: string) {
    isUnlockAsked.current = false;
    setTyped(text);
    setChosenKey(null);
    setIsChoosing(false);
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) {
      event.preventDefault();
      const at = chosen ? items.indexOf(chosen) : -1;
      const next = items[(at + step + items.length) % items.length];
      if (!next) return;
      setChosenKey(keyOf(next));
      setIsChoosing(true);
      document.getElementById(optionOf(keyOf(next)))?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      const href = hrefOf(chosen);
      if (href) router.push(href);
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      type('');
    } else if (
      event.key.toLowerCase() === 'u' &&
      !event.ctrlKey &&
      !event.metaKey &&
      (isChoosing || event.altKey)
    ) {
      if (chosen?.type !== 'license' || chosen.state !== 'locked') return;
      event.preventDefault();
      // Its preview may still be on its way: then the note takes the focus as soon as it is there.
      isUnlockAsked.current = note.current === null;
      note.current?.focus();
    }
  }

  return (
    <>
      <h1 className="vh">Search</h1>
      <div className="find-box">
        <Search aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the page is this box
          autoFocus
          type="text"
          role="combobox"
          data-search
          aria-label="License ID, key, signed answer, licensee, team, e-mail, identifier or agreement number"
          placeholder="License ID, key, licensee, team, e-mail, identifier, agreement"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-hits`}
          aria-activedescendant={chosen ? optionOf(keyOf(chosen)) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
        <kbd>Esc</kbd>
      </div>
      <div className="under">
        <span role="status">{statusOf({ found, asked, isFetching })}</span>
        <span className="row" aria-hidden="true">
          <span>
            <kbd>↑</kbd>
            <kbd>↓</kbd>choose
          </span>
          <span>
            <kbd>Enter</kbd>open
          </span>
          <span>
            <kbd>U</kbd>unlock
          </span>
        </span>
      </div>
      {found ? <ReadAs answer={found.answer} /> : null}
      {error ? (
        <ErrorState
          requestId={readProblem(error).requestId}
          says={readProblem(error).says}
          onRetry={() => refetch()}
        />
      ) : asked === '' ? (
        <Teach />
      ) : found === null ? (
        <div style={{ paddingTop: 20 }}>
          <SkeletonRows rows={8} />
        </div>
      ) : items.length === 0 ? (
        <NothingFound hint={found.answer.hint} />
      ) : (
        <div className="split">
          <Hits groups={groups} id={`${id}-hits`}>
            {(item) => (
              <SearchHit
                key={keyOf(item)}
                id={optionOf(keyOf(item))}
                item={item}
                typed={asked}
                isChosen={item === chosen}
                now={now}
                onChoose={() => {
                  setChosenKey(keyOf(item));
                  setIsChoosing(true);
                }}
              />
            )}
          </Hits>
          {chosen?.type === 'license' ? (
            <LicensePreview
              key={chosen.id}
              item={chosen}
              role={role}
              now={now}
              noteRef={holdNote}
              asked={askedOf(found.answer)}
            />
          ) : chosen ? (
            <OtherPreview item={chosen} />
          ) : null}
        </div>
      )}
    </>
  );
}

function Hits({
  groups,
  id,
  children,
}: {
  groups: readonly FoundGroup[];
  id: string;
  children: (item: FoundGroup['items'][number]) => React.ReactNode;
}) {
  return (
    <div className="hits" id={id} role="listbox" aria-label="Results" tabIndex={-1}>
      {groups.map(({ name, items }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
        <div className="group" key={name} role="group" aria-labelledby={`${id}-${name.slice(0, 3)}`}>
          <div className="name" id={`${id}-${name.slice(0, 3)}`}>
            {name}
            <span>{items.length}</span>
          </div>
          {items.map(children)}
        </div>
      ))}
    </div>
  );
}

const SIGNED = {
  'license-key': 'a license key',
  lease: 'a lease',
  lock: 'a lock',
  refusal: 'a refusal',
  request: 'a request',
};

/** How a pasted key or answer was read: the License ID is in it, and what it was asked for. */
function ReadAs({ answer: { read, hint, items } }: { answer: SearchAnswer }) {
  if (!read) return null;
  const asked = [read.product, read.app, read.platform, read.version].filter(Boolean).join(', ');
  return (
    <p className="read-as small">
      Read as {SIGNED[read.as]} of <code>{read.license}</code>
      {asked ? ` for ${asked}` : ''}
      {read.reason ? `: ${read.reason}` : ''}. Its signature was not checked here.
      {hint && items.length > 0 ? ` ${hint}` : ''}
    </p>
  );
}

type Status = { found: ReturnType<typeof useSearch>['found']; asked: string; isFetching: boolean };

function statusOf({ found, asked, isFetching }: Status): string {
  if (asked === '') return '';
  if (!found || (isFetching && found.asked !== asked)) return 'Searching';
  const amount = found.answer.items.length;
  return `${formatNumber(amount)} found${found.tookMs === null ? '' : ` in ${formatNumber(found.tookMs)} ms`}`;
}

function Teach() {
  return (
    <div style={{ paddingTop: 20 }}>
      <EmptyState
        title="Type or paste whatever the caller has"
        says="A License ID, mistyped too. A license key or a signed answer, cut short too. The licensee, the team, a name or an e-mail address. An application identifier, refused ones too. An agreement number, or the subject of a request."
      />
    </div>
  );
}

function NothingFound({ hint }: { hint: string | null }) {
  return (
    <div style={{ paddingTop: 20 }}>
      <EmptyState
        title="Nothing was found"
        says={
          hint ??
          'Ask for the License ID: it is on the page of the license, and the first part of the license key holds it. Or type less: a part of the name is enough.'
        }
      />
    </div>
  );
}

function askedOf({ read }: SearchAnswer) {
  return read?.app && read.platform ? { app: read.app, platform: read.platform } : null;
}
