import { answerVectors } from './vectors-answers.ts';
import { keySetVectors } from './vectors-key-sets.ts';
import { keyVectors } from './vectors-keys.ts';
import { licenseKeyVectors } from './vectors-license-keys.ts';
import { requestVectors } from './vectors-requests.ts';

/** The generated files of sdk/vectors, by name. The same each time: keys, times and lease IDs are fixed. */
export function vectors(): { name: string; text: string }[] {
  const files = {
    'keys.json': keyVectors(),
    'requests.json': requestVectors(),
    'answers.json': answerVectors(),
    'key-sets.json': keySetVectors(),
    'license-keys.json': licenseKeyVectors(),
  };
  return Object.entries(files).map(([name, content]) => ({
    name,
    text: `${JSON.stringify(content, null, 2)}\n`,
  }));
}
