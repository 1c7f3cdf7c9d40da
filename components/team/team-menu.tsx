'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { ChevronsUpDown, Plus } from 'lucide-react';
import type { Me } from '#lib/contract/me.ts';
import { Mark } from '../ui/mark.tsx';
import type { Place } from './place.ts';
import { ROLE_WORDS } from './role-words.ts';

/** Whose pages these are: changes to another team of this person's, or makes one. */
export function TeamMenu({ me, place }: { me: Me; place: Place }) {
  const current = place.slug === null ? [] : [place.slug];
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
          {me.teams.length > 0 ? (
            <Dropdown.Section aria-label="Your teams" selectionMode="single" selectedKeys={current}>
              {me.teams.map((team) => (
                <Dropdown.Item key={team.slug} id={team.slug} href={`/${team.slug}`} textValue={team.name}>
                  {team.name}
                  <span className="muted small">{ROLE_WORDS[team.role]}</span>
                  <Dropdown.ItemIndicator />
                </Dropdown.Item>
              ))}
            </Dropdown.Section>
          ) : null}
          <Dropdown.Item id="new team" href="/teams/new" textValue="New team">
            <Plus aria-hidden="true" />
            New team
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
