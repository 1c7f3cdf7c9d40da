import type { ListedKey } from '#lib/contract/keys.ts';
import { Button } from '../ui/button.tsx';
import { Id } from '../ui/id.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { KEY_WORDS } from './key-words.ts';

type Props = {
  label: string;
  keys: readonly ListedKey[];
  drawnAt: number;
  onRevoke: (key: ListedKey) => void;
};

/** A row for each key there ever was, what signs first. */
export function KeyTable({ label, keys, drawnAt, onRevoke }: Props) {
  return (
    <table className="table op-table stack-phone" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">State</th>
          <th scope="col">Made</th>
          <th scope="col">Signs since</th>
          <th scope="col">Signed until</th>
          <th scope="col" className="last">
            <span className="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const { icon: Icon, word, look } = KEY_WORDS[key.state];
          return (
            <tr key={key.kid}>
              <th scope="row">
                <Id value={key.kid} label={`key ID ${key.kid}`} />
              </th>
              <td data-label="State">
                <span className={`state ${look}`}>
                  <Icon aria-hidden="true" />
                  {word}
                </span>
                {key.neededUntil === null ? null : (
                  <small>
                    needed until <LiveTime at={Date.parse(key.neededUntil)} show="exact" drawnAt={drawnAt} />
                  </small>
                )}
              </td>
              <td data-label="Made">
                <LiveTime at={Date.parse(key.createdAt)} show="relative" drawnAt={drawnAt} isPast />
              </td>
              <td data-label="Signs since">
                <Moment at={key.activatedAt} drawnAt={drawnAt} none="Not yet" />
              </td>
              <td data-label="Signed until">
                <Moment
                  at={key.retiredAt}
                  drawnAt={drawnAt}
                  none={key.state === 'active' ? 'Now' : 'Never'}
                />
              </td>
              <td className="last all">
                <span className="acts">
                  <Button
                    size="sm"
                    greyed={key.state === 'revoked' ? 'It is revoked already.' : null}
                    onClick={() => onRevoke(key)}
                  >
                    Revoke<span className="vh"> key {key.kid}</span>
                  </Button>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Moment({ at, drawnAt, none }: { at: string | null; drawnAt: number; none: string }) {
  return at === null ? none : <LiveTime at={Date.parse(at)} show="relative" drawnAt={drawnAt} isPast />;
}
