'use client';

import { Modal } from '@heroui/react/modal';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import type { Me } from '#lib/contract/me.ts';
import { api } from '../api.ts';
import { type Entry, licenseEntries, matching, standingEntries } from './palette-entries.ts';
import type { Place } from './place.ts';

type Props = { me: Me; place: Place; onKeys: () => void; onClose: () => void };

/** Pages, licenses and actions by name: the focus stays in the box, arrows choose, Enter goes. */
export function Palette({ me, place, onKeys, onClose }: Props) {
  const router = useRouter();
  const id = useId();
  const { setTheme } = useTheme();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(typed.trim());
  const team = place.slug ?? '';
  const licenses = useQuery({
    ...api.licenses.list.queryOptions({ input: { team, limit: 8, ...(asked && { q: asked }) } }),
    enabled: team !== '',
    placeholderData: (before) => before,
  });

  const found = [
    ...matching(standingEntries(me, place, { setTheme, onKeys }), typed),
    ...licenseEntries(team, licenses.data?.items ?? []),
  ].sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group));
  const chosen = found[Math.min(at, found.length - 1)];

  function go(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    if (entry.href) router.push(entry.href);
    entry.act?.();
  }

  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      const next = (Math.min(at, found.length - 1) + step + found.length) % found.length;
      setAt(next);
      document.getElementById(`${id}-${found[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(chosen);
    }
  }

  return (
    <Modal.Backdrop isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal.Container placement="top" size="lg">
        <Modal.Dialog className="palette" aria-label="Search">
          <div className="ask">
            <Search aria-hidden="true" />
            <input
              autoFocus
              role="combobox"
              aria-label="Pages, licenses and actions"
              aria-expanded={found.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              placeholder="Page, license or action"
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value);
                setAt(0);
              }}
              onKeyDown={press}
            />
            <kbd>Esc</kbd>
          </div>
          <div className="found" id={`${id}-list`} role="listbox" aria-label="Found" tabIndex={-1}>
            {ORDER.map((group) => {
              const entries = found.filter((entry) => entry.group === group);
              return entries.length === 0 ? null : (
                // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
                <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
                  <div className="group" id={`${id}-${group}`}>
                    {group}
                  </div>
                  {entries.map((entry) => (
                    <Option
                      key={entry.id}
                      id={`${id}-${entry.id}`}
                      entry={entry}
                      isChosen={entry === chosen}
                      onGo={() => go(entry)}
                    />
                  ))}
                </div>
              );
            })}
          </div>
          <p className={found.length === 0 ? 'none' : 'vh'} role="status">
            {found.length === 0 ? 'Nothing here has this in its name or ID.' : `${found.length} found`}
          </p>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

const ORDER: Entry['group'][] = ['Pages', 'Licenses', 'Actions'];

function Option({
  id,
  entry,
  isChosen,
  onGo,
}: {
  id: string;
  entry: Entry;
  isChosen: boolean;
  onGo: () => void;
}) {
  const Icon = entry.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's, which keeps the focus
    <div id={id} role="option" tabIndex={-1} aria-selected={isChosen} onClick={onGo}>
      <Icon aria-hidden="true" />
      {entry.name}
      {entry.aside ? <span className="aside">{entry.aside}</span> : null}
    </div>
  );
}
