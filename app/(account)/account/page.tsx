import type { Metadata } from 'next';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { MySecondFactor } from '#components/account/my-second-factor.tsx';
import { NameForm } from '#components/account/name-form.tsx';
import { NoticePreferences } from '#components/account/notice-preferences.tsx';
import { PasswordForm } from '#components/account/password-form.tsx';
import { SessionList } from '#components/account/session-list.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Section } from '#components/ui/section.tsx';
import { Time } from '#components/ui/time.tsx';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const me = await mustBeSignedIn('/account');
  return (
    <>
      <div className="title" style={{ paddingBottom: 16 }}>
        <h1>Account</h1>
      </div>
      <Facts
        facts={[
          { name: 'E-mail', value: me.email },
          { name: 'Teams', value: me.teams.map((team) => team.name).join(', ') || 'None' },
          { name: 'Since', value: <Time at={me.createdAt} show="exact" /> },
        ]}
      />
      <Section title="Profile" says="Your name is shown to your team and to support.">
        <NameForm name={me.name} />
      </Section>
      <Section title="Password" says="Every other session of yours ends when you change it.">
        <PasswordForm email={me.email} />
      </Section>
      <Section
        title="Second factor"
        says="A code of an authenticator app after the password, so that whoever learns the password gets no further."
      >
        <MySecondFactor />
      </Section>
      <Section title="Notices" says="Of what you are mailed. All of it is in your inbox anyway.">
        <NoticePreferences me={me} />
      </Section>
      <Section
        title="Sessions"
        says="Where you are signed in. A session you end is out with its next request."
      >
        <SessionList />
      </Section>
    </>
  );
}
