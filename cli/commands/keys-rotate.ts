import { type Rotation, rotateKey } from '#lib/keys/rotate-key.ts';
import { byCommand } from '../by-command.ts';
import { type Command, JSON_OPTION, optional, WrongUse } from '../command.ts';
import { withInstallation } from '../open-installation.ts';
import { keySetLine } from './keys-set-line.ts';

export const keysRotate: Command = {
  name: 'keys rotate',
  args: [],
  says: 'Take the next step of a rotation: publish a next key, or sign with it.',
  options: {
    use: { type: 'string', says: 'answer (if left out) or license: what the key signs.' },
    ...JSON_OPTION,
  },
  run: async (given) => {
    const use = optional(given, 'use') ?? 'answer';
    if (use !== 'answer' && use !== 'license')
      throw new WrongUse(`--use is ${JSON.stringify(use)}; it must be answer or license.`);
    const rotation = await withInstallation('keys rotate', () => byCommand(rotateKey, { use }));
    given.print(rotation, `${textOf(rotation)}\n${keySetLine(rotation.keySet)}`);
  },
};

function textOf(rotation: Rotation): string {
  const what = rotation.use === 'answer' ? 'answers' : 'license keys';
  const again = `npx leasehold keys rotate${rotation.use === 'answer' ? '' : ' --use license'}`;
  if (rotation.did === 'published')
    return `${rotation.kid} is the next key for ${what}. It signs nothing until: ${again}`;
  return `${rotation.kid} signs ${what} from now on. ${rotation.retiring} is retiring; later: npx leasehold keys retire`;
}
