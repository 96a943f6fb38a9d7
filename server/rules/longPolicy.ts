/** Instructions long enough to be worth caching, for the examples of rules about caching. `explain` shows their beginning only. */

const SENTENCES = [
  'You answer questions of customers of a bicycle shop.',
  'Answer from the help articles only, and say so when they are silent.',
  'Name the article that an answer rests on.',
  'A refund is possible within thirty days of delivery, with the receipt.',
  'Repairs under warranty are free for two years, worn parts excepted.',
  'Never promise a date of delivery that the order does not show.',
  'Hand over to a colleague when someone asks for one, or is angry.',
];

/** Some 1,800 tokens. */
export const longPolicy: string = Array.from({ length: 20 }, () => SENTENCES.join(' ')).join(' ');
