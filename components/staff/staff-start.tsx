import type { ReactNode } from 'react';
import type { StaffRole } from '#lib/domain/policy.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Facts } from '../ui/facts.tsx';
import { Section } from '../ui/section.tsx';
import { staffCommands } from './staff-commands.ts';
import './staff.css';

const ROLES: Record<StaffRole, { name: string; is: string }> = {
  sales: { name: 'Sales', is: 'Sales sees every license.' },
  support: { name: 'Support', is: 'Support sees every license, and locks and unlocks.' },
  operator: {
    name: 'Operator',
    is: 'An operator sees every license, locks and unlocks, adds staff, and looks after the signing keys.',
  },
};

type Props = {
  role: StaffRole;
  vendor: { name: string; supportUrl: string; timeZone: string; appUrl: string };
  /** What waits for this role. */
  children?: ReactNode;
};

/** What this installation is, and what a member of staff may do today, with the exact commands. */
export function StaffStart({ role, vendor, children }: Props) {
  return (
    <>
      <div className="title">
        <h1>{vendor.name}, for staff</h1>
      </div>
      <p className="muted staff-says">{ROLES[role].is}</p>
      <Facts
        facts={[
          { name: 'Your role', value: ROLES[role].name },
          { name: 'Vendor', value: vendor.name },
          { name: 'Address', value: <code>{vendor.appUrl}</code> },
          {
            name: 'Customers ask',
            value: <a href={vendor.supportUrl}>{vendor.supportUrl.replace(/^mailto:/, '')}</a>,
          },
          { name: 'Time zone of end dates', value: vendor.timeZone },
        ]}
      />
      {children}
      <Section
        title="From the command line"
        says="In the folder the server was started from. Each command has --help."
      >
        <ul className="staff-commands">
          {staffCommands(role).map(({ does, effect, command }) => (
            <li key={command}>
              <div>
                <h3>{does}</h3>
                <p className="muted">{effect}</p>
              </div>
              <CodeBlock text={command} label={`Command: ${does}`} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
