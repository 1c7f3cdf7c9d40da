import { CodeBlock } from '../ui/code-block.tsx';
import { formatDuration } from '../ui/format-duration.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { exampleCheck } from './example-check.ts';

/** From sign-up to the first lease as three steps, with the request and the answer as they are on the wire. */
export function FirstLease({ startHref }: { startHref: string }) {
  const { request, claims, requestBytes, answerBytes } = exampleCheck;
  return (
    <ol className="three" aria-label="From sign-up to the first lease">
      <li>
        <h2>
          <span>1</span>Make a trial
        </h2>
        <p>No call, no card. You get a key and 30 days.</p>
        <div className="form1">
          <dl>
            <div>
              <dt>Product</dt>
              <dd>{request.product}</dd>
            </div>
            <div>
              <dt>Platform</dt>
              <dd>Android</dd>
            </div>
            <div>
              <dt>Application ID</dt>
              <dd>
                <code>{request.app}</code>
              </dd>
            </div>
            <div>
              <dt>Runs</dt>
              <dd>30 days, to the second</dd>
            </div>
          </dl>
          <div className="go">
            <LinkButton href={startHref} wide>
              Create trial
            </LinkButton>
          </div>
        </div>
      </li>
      <li>
        <h2>
          <span>2</span>Ask
        </h2>
        <p>Eight members, {requestBytes} bytes. There is no ninth: any other member is refused.</p>
        <CodeBlock text={exampleCheck.requestText} label="Request" head="POST /api/v1/validate">
          <Line p="{" />
          {Object.entries(request).map(([name, value], index, all) => (
            <span key={name}>
              {`  "${name}":`.padEnd(14)}
              <span className="s">"{value}"</span>
              {index < all.length - 1 ? ',\n' : '\n'}
            </span>
          ))}
          <span className="p">{'}'}</span>
        </CodeBlock>
      </li>
      <li>
        <h2>
          <span>3</span>Scan until it ends
        </h2>
        <p>
          A signed answer, checked on the device. No second request before <code>exp</code>.
        </p>
        <CodeBlock
          text={exampleCheck.answerText}
          label="Answer, decoded"
          head={`200 application/jwt, lease+jwt, ${answerBytes} bytes`}
        >
          <Line p="{" />
          {'  "sub":   '}
          <span className="s">"{claims.sub}"</span>
          {',\n  "app":   '}
          <span className="s">"{claims.app}"</span>
          {',\n  "prd":   '}
          <span className="s">"{claims.prd}"</span>
          {', "plt": '}
          <span className="s">"{claims.plt}"</span>
          {',\n  "nonce": '}
          <span className="s">"{claims.nonce}"</span>
          {`,\n  "iat":   ${claims.iat},\n  `}
          <span className="hl">{`"exp":   ${claims.exp}`}</span>
          {',  '}
          <span className="p">{`// leased for ${formatDuration(claims.exp - claims.iat)}`}</span>
          {'\n  '}
          <span className="hl">{`"grace": ${claims.grace}`}</span>
          {',       '}
          <span className="p">{`// then ${formatDuration(claims.grace)} offline`}</span>
          {'\n  "jti":   '}
          <span className="s">"{claims.jti}"</span>
          {', "kind": '}
          <span className="s">"{claims.kind}"</span>
          {'\n'}
          <span className="p">{'}'}</span>
        </CodeBlock>
      </li>
    </ol>
  );
}

function Line({ p }: { p: string }) {
  return (
    <>
      <span className="p">{p}</span>
      {'\n'}
    </>
  );
}
