import { CodeBlock } from '#components/ui/code-block.tsx';
import type { License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import { KEY_IN_CODE } from './key-in-code.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

type Props = { license: License; catalogue: readonly Product[] };

/** For each platform of a license the lines that read its key; what takes it from there is in the product's documents. */
export function CodeForPlatforms({ license, catalogue }: Props) {
  const documented = catalogue.filter(
    (product) => license.products.includes(product.name) && product.docsUrl !== null,
  );
  return (
    <div className="form">
      {license.platforms.map((platform) => (
        <div key={platform} id={platform}>
          <h3 style={{ marginBottom: 6 }}>{PLATFORM_WORDS[platform].name}</h3>
          <CodeBlock
            text={KEY_IN_CODE[platform].lines.join('\n')}
            head={KEY_IN_CODE[platform].head}
            label={`Code for ${PLATFORM_WORDS[platform].name}`}
          />
        </div>
      ))}
      {documented.map(({ name, docsUrl }) => (
        <p key={name} className="small">
          <a href={docsUrl ?? ''}>Where {name} takes the key</a>
        </p>
      ))}
    </div>
  );
}
