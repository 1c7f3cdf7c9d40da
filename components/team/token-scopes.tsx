import { type Action, actionsOfTeamRole, POLICY, type TeamRole } from '#lib/domain/policy.ts';

export type ScopeChoice = 'all' | 'reading' | 'some';

/** The scopes that a choice stands for. */
export function scopesOf(choice: ScopeChoice, role: TeamRole, chosen: readonly Action[]): string[] {
  if (choice === 'all') return ['all'];
  if (choice === 'some') return [...chosen];
  return actionsOfTeamRole(role).filter((action) => !POLICY[action].changes);
}

const CHOICES: Readonly<Record<ScopeChoice, string>> = {
  all: 'Everything your role allows, now and later',
  reading: 'Reading alone',
  some: 'Just these',
};

type Props = {
  role: TeamRole;
  choice: ScopeChoice;
  chosen: readonly Action[];
  onChoice: (choice: ScopeChoice) => void;
  onToggle: (action: Action) => void;
};

/** What a token may do: all, reading, or a list by what it is about. */
export function TokenScopes({ role, choice, chosen, onChoice, onToggle }: Props) {
  const groups = Map.groupBy(actionsOfTeamRole(role), (action) => action.split('.', 1)[0] ?? action);
  return (
    <div className="ticks">
      <fieldset className="ticks">
        <legend className="label" style={{ marginBottom: 6 }}>
          Scopes
        </legend>
        {(['all', 'reading', 'some'] as const).map((one) => (
          <label key={one} className="tick">
            <input type="radio" name="scopes" checked={choice === one} onChange={() => onChoice(one)} />
            {CHOICES[one]}
          </label>
        ))}
      </fieldset>
      {choice === 'some' ? (
        <div className="scopes">
          {[...groups].map(([noun, actions]) => (
            <fieldset key={noun}>
              <legend>{noun}</legend>
              {actions.map((action) => (
                <label key={action} className="tick">
                  <input
                    type="checkbox"
                    checked={chosen.includes(action)}
                    onChange={() => onToggle(action)}
                  />
                  <code>{action}</code>
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      ) : null}
    </div>
  );
}
