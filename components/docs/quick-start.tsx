import Link from 'next/link';
import { exampleCheck } from '../public/example-check.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { formatDuration } from '../ui/format-duration.ts';
import { JsonCode } from '../ui/json-code.tsx';
import { checkCommand, verifyWithJose, verifyWithOpenssl } from './commands.ts';
import { DocsNav } from './docs-nav.tsx';

const INSIDE = [
  { id: 'first-lease', name: 'The first lease' },
  { id: 'request', name: 'What is sent' },
  { id: 'answer', name: 'What comes back' },
  { id: 'verify', name: 'Verify an answer' },
  { id: 'when', name: 'When to ask' },
  { id: 'more', name: 'More' },
];

const MEMBERS = [
  ['license', 'License ID, from the license page'],
  ['licensee', 'Your company, as the license names it'],
  ['app', 'Application identifier registered for the platform'],
  ['product', 'Product name, as in the catalogue'],
  ['version', 'Version of the product in your app'],
  ['platform', 'ios, android, linux, macos, windows, self-hosted or browser'],
  ['os', 'Version of the operating system; in a browser its name and major version'],
  ['nonce', '16 to 22 random base64url characters, new for each check'],
] as const;

/** The short honest start: three steps, what is sent, what comes back, how to trust it. */
export function QuickStart({ appUrl }: { appUrl: string }) {
  const { claims, requestBytes, answerBytes } = exampleCheck;
  const claimsText = JSON.stringify(claims, null, 2);
  return (
    <div className="doc">
      <DocsNav inside={INSIDE} />
      <article>
        <h1>From sign-up to the first lease</h1>
        <p className="lead">Three steps, a few minutes, one terminal.</p>

        <section aria-labelledby="first-lease">
          <h2 id="first-lease">The first lease</h2>
          <ol className="steps prose">
            <li>
              <Link href="/sign-up">Sign up</Link> with your work e-mail, and press the button behind the link
              in the mail.
            </li>
            <li>
              Make a trial: choose product and platform, and register your application identifier. It runs 30
              days, to the second.
            </li>
            <li>
              Ask once. The license page shows this command with your own values, and notices the check by
              itself:
            </li>
          </ol>
          <CodeBlock text={checkCommand(appUrl)} label="Command" head="Shell" />
        </section>

        <section aria-labelledby="request">
          <h2 id="request">What is sent</h2>
          <p>
            Eight members, {requestBytes} bytes in the example, 2,048 at most. Any other member is refused, so
            nothing else can be sent. There is no cookie and no authentication, and no address is kept.
          </p>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Member</th>
                <th scope="col">What it is</th>
              </tr>
            </thead>
            <tbody>
              {MEMBERS.map(([name, says]) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>{says}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>

        <section aria-labelledby="answer">
          <h2 id="answer">What comes back</h2>
          <p>
            A compact JWS, signed with Ed25519, {answerBytes} bytes in the example. Its <code>typ</code> says
            which of three it is: <code>lease+jwt</code>, <code>lock+jwt</code> or <code>refusal+jwt</code>.
            The status is 200 for all three; anything unsigned is never a lease and never a lock. With{' '}
            <code>Accept: application/json</code> the same answer comes decoded beside it, for people; devices
            take the signed form.
          </p>
          <CodeBlock text={claimsText} label="Claims of a lease" head="lease+jwt, decoded">
            <JsonCode text={claimsText} />
          </CodeBlock>
          <p>
            This lease runs {formatDuration(claims.exp - claims.iat)}; without a network the app goes on for{' '}
            {formatDuration(claims.grace)} more. Believe an answer only if the signature verifies and{' '}
            <code>nonce</code> is the one you sent.
          </p>
        </section>

        <section aria-labelledby="verify">
          <h2 id="verify">Verify an answer</h2>
          <p>
            The public keys are at <a href={`${appUrl}/.well-known/jwks.json`}>/.well-known/jwks.json</a>.
            With OpenSSL 3, where <code>$JWS</code> holds the answer:
          </p>
          <CodeBlock text={verifyWithOpenssl(appUrl)} label="OpenSSL commands" head="Shell" />
          <p>
            With <code>jose</code> in Node or a browser:
          </p>
          <CodeBlock text={verifyWithJose(appUrl)} label="jose program" head="JavaScript" />
        </section>

        <section aria-labelledby="when">
          <h2 id="when">When to ask</h2>
          <p>
            When a scan starts and no lease is running, and not before: one check, then none until{' '}
            <code>exp</code>. A lock or a refusal carries an <code>exp</code> too; ask again then, so that an
            unlock is felt within minutes. What to register, lock or extend takes effect at the next check;
            the license key in the app never changes.
          </p>
        </section>

        <section aria-labelledby="more">
          <h2 id="more">More</h2>
          <ul className="steps prose">
            <li>
              <Link href="/docs/codes">Codes</Link>: what each lock, refusal and problem means, and who can
              fix it.
            </li>
            <li>
              <a href="/api/v1/openapi.json">OpenAPI document</a> of the management API.
            </li>
          </ul>
        </section>
      </article>
    </div>
  );
}
