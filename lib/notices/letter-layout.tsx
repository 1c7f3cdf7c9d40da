import { Fragment, type ReactNode } from 'react';

/** Who writes, as every letter says at its top and in why it came. */
export type Sender = { vendorName: string; appUrl: string };

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const styles = {
  page: { backgroundColor: '#f6f6f7', margin: 0, padding: '24px 12px', fontFamily: FONT },
  frame: { margin: '0 auto', maxWidth: 520, width: '100%' },
  card: { backgroundColor: '#ffffff', border: '1px solid #e2e2e6', borderRadius: 8, padding: '28px 32px' },
  sender: { color: '#56565f', fontSize: 13, fontWeight: 600, lineHeight: '20px', margin: '0 0 20px' },
  heading: { color: '#17171a', fontSize: 20, fontWeight: 600, lineHeight: '28px', margin: '0 0 12px' },
  text: { color: '#17171a', fontSize: 15, lineHeight: '24px', margin: '0 0 14px' },
  action: { margin: '6px 0 20px' },
  button: {
    backgroundColor: '#17171a',
    borderRadius: 6,
    color: '#ffffff',
    display: 'inline-block',
    fontSize: 15,
    fontWeight: 600,
    lineHeight: '20px',
    padding: '11px 18px',
    textDecoration: 'none',
  },
  quote: { borderLeft: '3px solid #c9c9d1', margin: '4px 0 18px', padding: '2px 0 2px 14px' },
  from: { color: '#56565f', fontSize: 13, lineHeight: '20px', margin: '0 0 2px' },
  quoted: { color: '#17171a', fontSize: 15, lineHeight: '24px', margin: '0 0 10px' },
  facts: {
    borderCollapse: 'collapse',
    borderTop: '1px solid #e2e2e6',
    margin: '4px 0 18px',
    width: '100%',
  },
  label: {
    borderBottom: '1px solid #e2e2e6',
    color: '#56565f',
    fontSize: 13,
    fontWeight: 400,
    lineHeight: '20px',
    padding: '7px 12px 7px 0',
    textAlign: 'left',
    verticalAlign: 'top',
    width: 130,
  },
  value: {
    borderBottom: '1px solid #e2e2e6',
    color: '#17171a',
    fontSize: 14,
    lineHeight: '20px',
    padding: '7px 0',
    verticalAlign: 'top',
    wordBreak: 'break-word',
  },
  why: {
    borderTop: '1px solid #e2e2e6',
    color: '#56565f',
    fontSize: 13,
    lineHeight: '20px',
    margin: '24px 0 0',
    paddingTop: 16,
  },
} as const;

/** Mail programs that darken by themselves need the first line; the others follow the rules. */
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #111113 !important; }
  .card { background-color: #1b1b1e !important; border-color: #36363c !important; }
  .heading, .text, .value { color: #f3f3f5 !important; }
  .sender, .why, .from, .label { color: #b4b4bd !important; }
  .why, .facts, .label, .value { border-color: #36363c !important; }
  .quote { border-color: #56565f !important; }
  .button { background-color: #f3f3f5 !important; color: #17171a !important; }
}`;

type LetterLayoutProps = {
  sender: Sender;
  heading: string;
  /** Why it came, and what to do if it was not asked for. */
  why: string;
  children: ReactNode;
};

/**
 * The frame of every letter: who writes, what about, what to do, why it came. Plain elements: a table for the width,
 * which is all that old mail programs understand, and styles on the elements themselves.
 */
export function LetterLayout({ sender, heading, why, children }: LetterLayoutProps) {
  return (
    <html lang="en">
      {/* biome-ignore lint/style/noHeadElement: a mail is no page of Next */}
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{heading}</title>
        <style>{DARK}</style>
      </head>
      <body className="page" style={styles.page}>
        <table role="presentation" align="center" style={styles.frame}>
          <tbody>
            <tr>
              <td className="card" style={styles.card}>
                <p className="sender" style={styles.sender}>
                  {sender.vendorName}
                </p>
                <h1 className="heading" style={styles.heading}>
                  {heading}
                </h1>
                {children}
                <p className="why" style={styles.why}>
                  {why}
                </p>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

export function Paragraph({ children }: { children: string }) {
  return (
    <p className="text" style={styles.text}>
      {children}
    </p>
  );
}

/** What to press; in the text part its address stands on a line of its own. */
export function Action({ href, children }: { href: string; children: string }) {
  return (
    <p style={styles.action}>
      <a className="button" href={href} style={styles.button}>
        {children}
      </a>
    </p>
  );
}

/** What a person wrote, apart from what we say. */
export function Quote({ from, children }: { from: string; children: string }) {
  return (
    <div className="quote" style={styles.quote}>
      <p className="from" style={styles.from}>{`${from}:`}</p>
      <div className="quoted">
        {paragraphsOf(children).map(({ key, lines }) => (
          <p key={key} className="text" style={styles.quoted}>
            {lines.map((line) => (
              <Fragment key={line.key}>
                {line.isFirst ? null : <br />}
                {line.text}
              </Fragment>
            ))}
          </p>
        ))}
      </div>
    </div>
  );
}

/** As it was typed: an empty line ends a paragraph, others are kept. */
function paragraphsOf(text: string) {
  return text
    .trim()
    .split(/\r?\n(?:[ \t]*\r?\n)+/)
    .map((paragraph, index) => ({
      key: index,
      lines: paragraph.split(/\r?\n/).map((line, at) => ({ key: at, isFirst: at === 0, text: line })),
    }));
}

/** What it is about: in the text part a line each. */
export function Facts({ facts }: { facts: readonly { label: string; value: string }[] }) {
  return (
    <table className="facts" style={styles.facts}>
      <tbody>
        {facts.map(({ label, value }) => (
          <tr key={label} className="fact">
            <th scope="row" className="label" style={styles.label}>
              {label}
            </th>
            <td className="value" style={styles.value}>
              {value}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
