import {
  findNewestMessage,
  findPersonName,
  findToldLicense,
  findToldMessage,
  findToldRequest,
  type ToldRequest,
} from '#db/queries/told-subjects.ts';
import { plainWords } from '../plain-words.ts';
import { sayInstant } from '../say-instant.ts';
import { licenseFacts } from './license-facts.ts';
import type { Telling, Words, Writer } from './words.ts';

/** What a person wrote is shown up to here; the rest is on the page. */
const LONGEST_QUOTE = 1_000;

const TYPES: Readonly<Record<ToldRequest['type'], string>> = {
  production: 'a production license',
  extension: 'an extension of a trial',
  unlock: 'an unlock',
  other: 'something else',
};

type Side = 'team' | 'staff';
type Told = Pick<Words, 'subject' | 'heading' | 'says' | 'quote'> & { side: Side };

async function about(telling: Telling, request: ToldRequest, { side, ...words }: Told): Promise<Words> {
  const license = request.licenseId && (await findToldLicense(telling.handle, request.licenseId));
  const facts = license ? await licenseFacts(telling, license, effectOf(license.lockedAt)) : [];
  return {
    ...words,
    facts: [
      { label: 'Request', value: request.subject },
      { label: 'Team', value: request.teamName },
      ...facts,
    ],
    action: {
      label: 'Open the request',
      path: side === 'team' ? `/${request.team}/requests/${request.id}` : `/staff/requests/${request.id}`,
    },
    why:
      side === 'team'
        ? `You get this mail because of a request of the team ${request.teamName}. What you are told by mail is set on your account page.`
        : `You get this mail because you are on the staff of ${telling.sender.vendorName}. What you are told by mail is set on your account page.`,
  };
}

/** A request by itself stops nothing; a lock that it is about does. */
function effectOf(lockedAt: Date | null): 'stops' | 'goes on' {
  return lockedAt ? 'stops' : 'goes on';
}

const quoteOf = (from: string, text: string) => ({
  from,
  text: text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).trim()} ...` : text,
});

const isDecided = ({ state }: ToldRequest) => state !== 'open' && state !== 'answered';

/** To staff: a team asks for something. Nothing once it was decided. */
export const requestReceived: Writer = async (telling) => {
  const request = await findToldRequest(telling.handle, telling.id);
  if (!request || isDecided(request)) return null;
  const name = plainWords((await findPersonName(telling.handle, request.createdBy)) ?? 'Somebody');
  const message = await findNewestMessage(telling.handle, request.id, 'team');
  return about(telling, request, {
    side: 'staff',
    subject: `${request.teamName} asks for ${TYPES[request.type]}`,
    heading: `${request.teamName} asks for ${TYPES[request.type]}`,
    says: [`An answer was promised by ${sayInstant(request.answerBy, telling.timeZone)}.`],
    ...(message && { quote: quoteOf(`${name} writes`, message.body) }),
  });
};

export const requestWithdrawn: Writer = async (telling) => {
  const request = await findToldRequest(telling.handle, telling.id);
  if (request?.state !== 'withdrawn') return null;
  return about(telling, request, {
    side: 'staff',
    subject: `${request.teamName} has withdrawn a request`,
    heading: 'A request was withdrawn',
    says: [`${request.teamName} no longer asks for ${TYPES[request.type]}. There is nothing to do.`],
  });
};

/** A message, to the other side; nothing once the request was decided. */
function message(to: Side): Writer {
  return async (telling) => {
    const written = await findToldMessage(telling.handle, telling.id);
    const request = written && (await findToldRequest(telling.handle, written.requestId));
    if (!request || isDecided(request)) return null;
    const vendor = telling.sender.vendorName;
    const name =
      to === 'team'
        ? vendor
        : plainWords((await findPersonName(telling.handle, written.authorId)) ?? 'Somebody');
    return about(telling, request, {
      side: to,
      subject:
        to === 'team'
          ? `${vendor} has answered: ${request.subject}`
          : `${request.teamName} has written: ${request.subject}`,
      heading: to === 'team' ? 'Your request was answered' : 'A request goes on',
      says: [
        `The request is for ${TYPES[request.type]}. Answer on its page; a reply to this mail reaches nobody.`,
      ],
      quote: quoteOf(`${name} writes`, written.body),
    });
  };
}
/** The subject is the message, of staff. */
export const requestAnswered = message('team');
/** The subject is the message, of the team. */
export const requestReply = message('staff');

function decided(state: 'granted' | 'declined', what: { heading: string; next: string }): Writer {
  return async (telling) => {
    const request = await findToldRequest(telling.handle, telling.id);
    if (request?.state !== state) return null;
    const words = await findNewestMessage(telling.handle, request.id, 'staff');
    return about(telling, request, {
      side: 'team',
      subject: `Your request was ${state}: ${request.subject}`,
      heading: what.heading,
      says: [`You had asked for ${TYPES[request.type]}. ${what.next}`],
      ...(words && { quote: quoteOf(`${telling.sender.vendorName} writes`, words.body) }),
    });
  };
}
export const requestGranted = decided('granted', {
  heading: 'Your request was granted',
  next: 'It was done; devices learn of it at their next check.',
});
export const requestDeclined = decided('declined', {
  heading: 'Your request was declined',
  next: 'Nothing was changed. You can make another request at any time.',
});
