'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useTheme } from 'next-themes';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import { signOut } from '../account/sign-in.ts';
import { initialsOf } from './initials-of.ts';
import { ROLE_WORDS } from './role-words.ts';

const THEMES = [
  { id: 'light', name: 'Light', icon: Sun },
  { id: 'dark', name: 'Dark', icon: Moon },
  { id: 'system', name: 'As the system', icon: Monitor },
] as const;

type Props = { name: string; role: TeamRole | StaffRole | null; onKeys: () => void };

/** Account, theme, keys, sign out. */
export function AccountMenu({ name, role, onKeys }: Props) {
  const { theme = 'system', setTheme } = useTheme();

  async function leave() {
    await signOut().catch(() => undefined);
    window.location.assign('/sign-in');
  }

  return (
    <Dropdown>
      <Dropdown.Trigger className="me">
        <span className="initial" aria-hidden="true">
          {initialsOf(name)}
        </span>
        <span className="name">{name}</span>
        {role ? <span className="count">{ROLE_WORDS[role]}</span> : null}
        <span className="vh">, account menu</span>
      </Dropdown.Trigger>
      <Dropdown.Popover placement="top start">
        <Dropdown.Menu aria-label="Account">
          <Dropdown.Item id="account" href="/account" textValue="Account">
            <UserRound aria-hidden="true" />
            Account
          </Dropdown.Item>
          <Dropdown.Item id="keys" onAction={onKeys} textValue="Keys">
            <Keyboard aria-hidden="true" />
            Keys
          </Dropdown.Item>
          <Dropdown.Section
            aria-label="Theme"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const [chosen] = keys;
              if (chosen !== undefined) setTheme(String(chosen));
            }}
          >
            {THEMES.map(({ id, name: themeName, icon: Icon }) => (
              <Dropdown.Item key={id} id={id} textValue={themeName}>
                <Icon aria-hidden="true" />
                {themeName}
                <Dropdown.ItemIndicator />
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Dropdown.Item id="sign-out" onAction={leave} textValue="Sign out">
            <LogOut aria-hidden="true" />
            Sign out
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
