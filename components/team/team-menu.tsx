'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import type { Me } from '#lib/contract/me.ts';
import { Mark } from '../ui/mark.tsx';
import type { Place } from './place.ts';

/** Whose pages these are; a menu only for whoever has more than one team. */
export function TeamMenu({ me, place }: { me: Me; place: Place }) {
  const others = me.teams.filter((team) => team.slug !== place.slug);
  if (place.slug === null || others.length === 0) {
    return (
      <Link className="who" href={place.slug ? `/${place.slug}` : '/'}>
        <Mark />
        <span>{place.name}</span>
      </Link>
    );
  }
  return (
    <Dropdown>
      <Dropdown.Trigger className="who">
        <Mark />
        <span>{place.name}</span>
        <span className="vh">, change team</span>
        <ChevronsUpDown aria-hidden="true" className="lucide count" />
      </Dropdown.Trigger>
      <Dropdown.Popover placement="bottom start">
        <Dropdown.Menu aria-label="Teams">
          {me.teams.map((team) => (
            <Dropdown.Item key={team.slug} id={team.slug} href={`/${team.slug}`} textValue={team.name}>
              {team.name}
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
