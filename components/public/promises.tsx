const PROMISES = [
  {
    title: 'Nothing personal is sent',
    says: 'No cookie, no address kept. On phones and in browsers nothing names a device.',
  },
  { title: 'Nobody can fake an answer', says: 'Ed25519 over the bytes as sent, tied to your nonce.' },
  { title: 'No end without notice', says: 'A production license ends only after notice, to the minute.' },
  { title: 'Your proxy is welcome', says: 'Pass the answer on unchanged, and its signature holds.' },
];

/** What a developer's security team asks first. */
export function Promises() {
  return (
    <dl className="sure">
      {PROMISES.map(({ title, says }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}
