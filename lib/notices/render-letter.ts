import { render } from '@react-email/render';
import type { ReactElement } from 'react';

/** A notice before it is a mail: what it is about, and the body as React. */
export type Template = { subject: string; body: ReactElement };

/** The part of html-to-text's interface that is used here; its own types are not installed. */
type Element = { attribs: Record<string, string>; children: Element[] };
type Builder = {
  openBlock(options: { leadingLineBreaks: number }): void;
  closeBlock(options: { trailingLineBreaks: number }): void;
  addInline(text: string, options?: { noWordTransform: boolean }): void;
  addLineBreak(): void;
};
type Walk = (children: Element[], builder: Builder) => void;

/** What to press, then its address on a line of its own, never wrapped: so that it can be pressed, copied and found. */
function linkOnItsOwnLine({ attribs, children }: Element, walk: Walk, builder: Builder): void {
  walk(children, builder);
  builder.addInline(':');
  builder.addLineBreak();
  builder.addInline(attribs.href ?? '', { noWordTransform: true });
}

/** A row of two cells as one line: what it is, and its value. */
function factLine({ children: [label, value] }: Element, walk: Walk, builder: Builder): void {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(label?.children ?? [], builder);
  builder.addInline(': ');
  walk(value?.children ?? [], builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
}

const AS_TEXT = {
  // RFC 5322 section 2.1.1 asks for 78 at most; below 76 letters need no encoding either, so the file can be read.
  wordwrap: 72,
  formatters: { linkOnItsOwnLine, factLine },
  selectors: [
    { selector: 'a', format: 'linkOnItsOwnLine' },
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'tr.fact', format: 'factLine' },
    { selector: 'div.quoted', format: 'blockquote' },
  ],
};

/** The HTML and the text of a letter. The HTML names no address but those of its links: no document type with one. */
export async function renderLetter({
  subject,
  body,
}: Template): Promise<{ subject: string; html: string; text: string }> {
  const [html, text] = await Promise.all([
    render(body),
    render(body, { plainText: true, htmlToTextOptions: AS_TEXT }),
  ]);
  return { subject, html: html.replace(/^<!DOCTYPE[^>]*>/i, '<!doctype html>'), text: `${text.trim()}\n` };
}
