'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

type Options = { slug: string | null; isStaff: boolean; onPalette: () => void; onKeys: () => void };

const SETTING = 'single-keys';
const SEQUENCE_MS = 1000;

/** Whether keys without Ctrl do something: they can be turned off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off';
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(SETTING, isOn ? 'on' : 'off');
}

/** Ctrl or Cmd K: palette. Without a modifier, outside of fields: `g h`, `g l`, `/`, `?`. In the staff world `/` leads to the search from wherever one is. */
export function useKeys({ slug, isStaff, onPalette, onKeys }: Options) {
  const router = useRouter();
  const latest = useRef({ slug, isStaff, onPalette, onKeys });

  useEffect(() => {
    latest.current = { slug, isStaff, onPalette, onKeys };
  });

  useEffect(() => {
    let isGoing = 0;
    function press(event: KeyboardEvent) {
      const { slug: team, isStaff, onPalette: search, onKeys: help } = latest.current;
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        search();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn())
        return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      const wasGoing = event.timeStamp - isGoing < SEQUENCE_MS;
      isGoing = event.key === 'g' ? event.timeStamp : 0;
      if (wasGoing && team && event.key === 'h') router.push(`/${team}`);
      else if (wasGoing && team && event.key === 'l') router.push(`/${team}/licenses`);
      else if (wasGoing && isStaff && event.key === 's') router.push('/staff/search');
      else if (wasGoing && isStaff && event.key === 'l') router.push('/staff/licenses');
      else if (event.key === '?') help();
      else if (event.key === '/') {
        event.preventDefault();
        const box = document.querySelector<HTMLElement>('main input[type="search"], main input[data-search]');
        if (box) box.focus();
        else if (isStaff) router.push('/staff/search');
        else search();
      }
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [router]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
