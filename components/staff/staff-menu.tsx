'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Ellipsis } from 'lucide-react';
import type { StaffMember } from '#lib/contract/staff.ts';

export type StaffAct = 'resend' | 'reset' | 'suspend' | 'reinstate' | 'remove';

const WORDS: Readonly<Record<StaffAct, string>> = {
  resend: 'Send the link again',
  reset: 'Reset the second factor',
  suspend: 'Suspend',
  reinstate: 'Reinstate',
  remove: 'Remove from staff',
};

type Props = { member: StaffMember; isMe: boolean; isLast: boolean; onAct: (act: StaffAct) => void };

/** What can be done with somebody on staff; what cannot says why. */
export function StaffMenu({ member, isMe, isLast, onAct }: Props) {
  const acts: StaffAct[] = [
    ...(member.state === 'invited' ? (['resend'] as const) : []),
    'reset',
    member.state === 'suspended' ? 'reinstate' : 'suspend',
    'remove',
  ];
  const reasons = whyNot({ member, isMe, isLast });
  return (
    <Dropdown>
      <Dropdown.Trigger className="btn icon">
        <Ellipsis aria-hidden="true" />
        <span className="vh">More for {member.name}</span>
      </Dropdown.Trigger>
      <Dropdown.Popover placement="bottom end">
        <Dropdown.Menu
          aria-label={`More for ${member.name}`}
          disabledKeys={acts.filter((act) => reasons[act])}
          onAction={(key) => {
            const act = acts.find((one) => one === key);
            if (act) onAct(act);
          }}
        >
          {acts.map((act) => (
            <Dropdown.Item key={act} id={act} textValue={WORDS[act]}>
              <span className="staff-act">
                {WORDS[act]}
                {reasons[act] ? <span className="small">{reasons[act]}</span> : null}
              </span>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

/** Why an act is not to be had now; left out where it is. */
function whyNot({ member, isMe, isLast }: Omit<Props, 'onAct'>): Partial<Record<StaffAct, string>> {
  const last = 'Make somebody else an operator first.';
  return {
    ...(member.secondFactor !== 'on' && { reset: 'There is none.' }),
    ...(isMe && { reset: 'Another operator can, or the command line.' }),
    ...(isLast && { suspend: last, remove: last }),
    ...(member.state === 'suspended' && { remove: 'Reinstate them first.' }),
  };
}
