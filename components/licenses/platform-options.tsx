import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

type Props = {
  available: readonly Platform[];
  chosen: readonly Platform[];
  onToggle: (platform: Platform) => void;
  describedBy: string | undefined;
};

/** The platforms to tick; those that no chosen product runs on are greyed and left out when sent. */
export function PlatformOptions({ available, chosen, onToggle, describedBy }: Props) {
  return (
    <div className="chks">
      {PLATFORMS.map((platform) => {
        const isOff = !available.includes(platform) && !chosen.includes(platform);
        return (
          <label key={platform} className={isOff ? 'chk off' : 'chk'}>
            <input
              type="checkbox"
              name="platforms"
              value={platform}
              checked={chosen.includes(platform)}
              disabled={isOff}
              aria-describedby={describedBy}
              onChange={() => onToggle(platform)}
            />
            {PLATFORM_WORDS[platform].name}
            {isOff ? <span className="vh">: no chosen product runs there</span> : null}
          </label>
        );
      })}
    </div>
  );
}
