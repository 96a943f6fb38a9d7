/**
 * Words that a question can have or lack and still ask the same. No negation, no preposition that has an opposite, no question word; persons and tenses are
 * compared by guards of their own.
 */
export const BENIGN: ReadonlySet<string> = new Set(
  `a an the this that these those some any i me my mine myself we us our am is are be been being was do does did have has had will would can could shall may might
  you your to of for on in at as so and also too just then there here it its itself please thanks thank hi hello hey ok okay well oh really actually basically simply
  get got getting let able way possible possibly maybe perhaps about exactly sure if with going gonna`.split(/\s+/),
);

/** With these a question is asked, and nothing is asked for. */
const OPENINGS = [
  /^(?:hi|hello|hey|please|so|ok|okay|well)\b/,
  /^(?:can|could|would|will) you (?:please |kindly )?(?:tell|explain|show|help|give)(?: to)? (?:me|us)(?: out)?\b(?: know)?(?: about)?/,
  /^(?:please |kindly )?(?:tell|show|explain|let)(?: to)? (?:me|us)\b(?: know)?(?: about)?/,
  /^do you know\b/,
  /^(?:i|we) (?:just )?(?:would|want|need|wanna)(?: like| love)?(?: to)?(?: know| ask| find out| learn)?\b/,
  /^(?:i|we) am (?:trying|looking|wondering|interested)(?: to| in)?(?: know| ask| find out| learn)?\b/,
  /^i have a question\b/,
];

/** The words of a question without those that only open it. */
export function withoutOpening(words: readonly string[]): readonly string[] {
  let rest = words.join(' ');
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const opening of OPENINGS) rest = rest.replace(opening, '').trim();
  }
  return rest === '' ? words : rest.split(' ');
}
