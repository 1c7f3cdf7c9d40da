'use client';

import { Modal } from '@heroui/react/modal';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { areSingleKeysOn, setSingleKeys } from './use-keys.ts';

const EVERYWHERE = [
  { keys: ['Ctrl', 'K'], does: 'Search pages, licenses and actions' },
  { keys: ['/'], does: 'Search' },
  { keys: ['?'], does: 'Show these keys' },
];
const IN_A_TEAM = [
  { keys: ['g', 'h'], does: 'Go to home' },
  { keys: ['g', 'l'], does: 'Go to licenses' },
];

const IN_STAFF = [
  { keys: ['/'], does: 'Search licenses, teams and people' },
  { keys: ['g', 's'], does: 'Go to search' },
  { keys: ['g', 'l'], does: 'Go to licenses' },
  { keys: ['U'], does: 'Unlock, once an arrow has chosen a locked license' },
];

/** The keys there are, and the switch that turns off those without Ctrl. */
export function KeysDialog({
  hasTeam,
  isStaff,
  onClose,
}: {
  hasTeam: boolean;
  isStaff: boolean;
  onClose: () => void;
}) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  const rows = [
    ...EVERYWHERE.filter(({ does }) => !(isStaff && does === 'Search')),
    ...(hasTeam ? IN_A_TEAM : []),
    ...(isStaff ? IN_STAFF : []),
  ];
  return (
    <Modal.Backdrop isOpen onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal.Container placement="center" size="sm">
        <Modal.Dialog>
          <Modal.Header>
            <Modal.Heading>Keys</Modal.Heading>
          </Modal.Header>
          <Modal.Body>
            <dl className="keys">
              {rows.map(({ keys, does }) => (
                <div key={does} className="contents">
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
            <label className="row" style={{ marginTop: 20 }}>
              <input
                type="checkbox"
                checked={isOn}
                onChange={(event) => {
                  setSingleKeys(event.currentTarget.checked);
                  setIsOn(event.currentTarget.checked);
                }}
              />
              Use keys without Ctrl
            </label>
            <div className="actions">
              <Button onClick={onClose}>Close</Button>
            </div>
          </Modal.Body>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
