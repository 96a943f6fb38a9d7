/** Numbers, with the unit that follows or precedes them. */

const WRITTEN: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
  twenty: '20',
  thirty: '30',
  forty: '40',
  fifty: '50',
  sixty: '60',
  seventy: '70',
  eighty: '80',
  ninety: '90',
  hundred: '100',
  thousand: '1000',
  million: '1000000',
  billion: '1000000000',
  first: '1st',
  second: '2nd',
  third: '3rd',
  fourth: '4th',
  fifth: '5th',
  half: '1/2',
  twice: '2x',
  double: '2x',
  dozen: '12',
};

const UNITS = new Set(
  `second minute hour day week month year s sec min h hr d mm cm m km inch in foot feet ft yard mile mi mg g kg gram kilogram lb lbs pound ounce oz ton ml l
  litre liter cup gallon percent dollar usd euro eur gbp cent c f celsius fahrenheit degree kelvin k mb gb tb kb byte bit hz mhz ghz w kw kwh v volt watt amp
  mph kmh calorie kcal`.split(/\s+/),
);

export function numbersIn(words: readonly string[]): readonly string[] {
  const numbers: string[] = [];
  for (const [index, word] of words.entries()) {
    const number = WRITTEN[word] ?? (/\p{N}/u.test(word) ? word.replaceAll(',', '') : undefined);
    // "one" is mostly no number: "the other one", "how does one".
    if (
      number === undefined ||
      (word === 'one' && !isUnit(words[index + 1])) ||
      (word === 'second' && /\p{N}/u.test(words[index - 1] ?? ''))
    )
      continue;
    numbers.push([number, ...unitsAt(words, index + 1)].join(' '));
  }
  return numbers;
}

/** In the singular: `degree celsius`. */
function unitsAt(words: readonly string[], from: number): readonly string[] {
  let end = from;
  while (end < from + 2 && isUnit(words[end])) end++;
  return words.slice(from, end).map(word => word.replace(/s$/, ''));
}

const isUnit = (word: string | undefined): boolean => word !== undefined && (UNITS.has(word) || UNITS.has(word.replace(/s$/, '')));
