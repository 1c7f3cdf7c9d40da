'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

type Props = { label: string; placeholder: string; q: string; onSearch: (q: string) => void };

const PAUSE_MS = 300;

/** A box that searches once typing has paused. `q` is what the address says. */
export function SearchBox({ label, placeholder, q, onSearch }: Props) {
  const [typed, setTyped] = useState(q);
  const sent = useRef(q);

  // Back and forward change the address without typing: the box follows.
  useEffect(() => {
    if (q === sent.current) return;
    sent.current = q;
    setTyped(q);
  }, [q]);

  useEffect(() => {
    if (typed.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      onSearch(typed.trim());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, onSearch]);

  return (
    <div className="find">
      <Search aria-hidden="true" />
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={placeholder}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </div>
  );
}
