import type { Random } from './random.ts';

/** Words that identifiers, comments and prompts of the generated tree are made of. */
const NOUNS =
  'account address agent alert amount article batch billing branch budget calendar case catalog channel claim client contract country coupon customer dataset deadline delivery device document domain draft email entry event export feature field filter folder format gateway group history image import index interval inventory invoice item label language ledger level limit list location market message metric model module network note notice offer option order owner package page parcel partner payment period plan policy price product profile project quota rate reason record refund region report request response review role route rule sample schedule score section seller session setting shipment signal site source stage status stock store stream summary supplier survey table target task team template term ticket token total trace tracker transfer trial unit update user value version view visit voucher warehouse webhook window zone'.split(
    ' ',
  );
const VERBS =
  'add apply archive assign attach build cancel check clean clone close collect compare compute confirm convert copy count create delete describe detect dispatch encode expand export fetch filter find flush format group handle import index insert join list load lock log map mark match merge migrate move normalize notify open order parse patch persist pick prepare process publish purge query rank read rebuild record refresh register remove rename render repair replace report reset resolve restore retry round save scan schedule score select send serialize set share show sort split start stop store submit sync tag track trim unlock update upload validate verify watch write'.split(
    ' ',
  );
const SENTENCES = [
  'Keeps the rows in the order in which they were received.',
  'Amounts are in the smallest unit of the currency.',
  'Callers hold the lock while this runs.',
  'An empty list means that nothing matched, not that nothing was asked.',
  'Older clients send the identifier in the body.',
  'The limit is the one of the plan, not of the team.',
  'Retries are left to the queue.',
  'Both sides of the join are filtered first, which is what makes it fast.',
  'Values outside the range are clipped and counted.',
  'The result is cached until the next import.',
];

export const noun = (random: Random): string => random.pick(NOUNS);
export const verb = (random: Random): string => random.pick(VERBS);
export const sentence = (random: Random): string => random.pick(SENTENCES);
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A policy text of about `characters` characters, as support prompts have them. */
export function policy(random: Random, characters: number): string {
  let text = '';
  while (text.length < characters) {
    text += `When a customer asks about a ${noun(random)}, ${verb(random)} the ${noun(random)} first and never promise a ${noun(random)}. `;
  }
  return text.trimEnd();
}
