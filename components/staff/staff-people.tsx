'use client';

import '../licenses/stack.css';
import '../team/members.css';
import './staff.css';
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { StaffMember, StaffSettings } from '#lib/contract/staff.ts';
import { readProblem } from '../read-problem.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { AddStaffForm } from './add-staff-form.tsx';
import { type Asked, StaffActDialog } from './staff-act-dialog.tsx';
import type { StaffAct } from './staff-menu.tsx';
import { StaffTable } from './staff-table.tsx';
import { type StaffPage, useStaff } from './use-staff.ts';

type Props = {
  /** This person's ID. */
  me: string;
  people: StaffPage;
  settings: StaffSettings;
  drawnAt: number;
};

/** Who is on staff, as what, how safely they sign in, and when they were last here. */
export function StaffPeople({ me, people: first, settings, drawnAt }: Props) {
  const staff = useStaff(first);
  const { people, add, change, changeRole, reinstate, resend } = staff;
  const [asked, setAsked] = useState<Asked | null>(null);
  const failed = asked ? resend.error : (change.error ?? resend.error);

  function act(what: StaffAct, member: StaffMember) {
    if (what === 'resend') resend.mutate({ id: member.id });
    else if (what === 'reinstate') reinstate(member);
    else setAsked({ act: what, member });
  }

  return (
    <>
      <div className="title between">
        <h1>Staff</h1>
        <span className="muted">{people.length === 1 ? '1 person' : `${people.length} people`}</span>
      </div>
      {settings.secondFactor === 'optional' ? (
        <p className="staff-note s-expiring">
          <ShieldAlert aria-hidden="true" />
          <span>
            A second factor is optional here: whoever learns a password gets in. Start with
            STAFF_SECOND_FACTOR=required to ask everybody on staff for one.
          </span>
        </p>
      ) : null}
      <Section
        title="Add somebody"
        says={`They get a mail with a link to set a password${
          settings.secondFactor === 'required' ? ', and set up a second factor when they first sign in' : ''
        }.`}
      >
        <AddStaffForm add={add} />
      </Section>
      <Section title="On staff" says="Another role counts from the next click on.">
        <ProblemNote>{failed ? readProblem(failed).says : null}</ProblemNote>
        <StaffTable
          people={people}
          me={me}
          busyId={change.isPending ? change.variables.id : null}
          onRole={changeRole}
          onAct={act}
          drawnAt={drawnAt}
        />
      </Section>
      <StaffActDialog asked={asked} staff={staff} onClose={() => setAsked(null)} />
    </>
  );
}
