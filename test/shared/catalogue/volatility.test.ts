/** Which names of libraries and languages change, how often, and what cuts a clock down to its date. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  dateMembers,
  namedSource,
  namedSources,
  showsOnlyDate,
  volatilitySource,
  volatilitySources,
} from '../../../shared/catalogue/volatility.ts';

const paths: readonly (readonly [path: string, volatility: string | undefined])[] = [
  ['datetime.datetime.now', 'per-request'],
  ['datetime.date.today', 'per-day'],
  ['Date.now', 'per-request'],
  ['Date', 'per-request'],
  ['uuid.uuid4', 'per-request'],
  ['node:crypto.randomUUID', 'per-request'],
  ['nanoid.nanoid', 'per-request'],
  ['os.environ', 'per-process'],
  ['os.environ.get', 'per-process'],
  ['process.env.MODEL', 'per-process'],
  ['pathlib.Path.read_text', 'per-process'],
  ['fs.readFileSync', 'per-process'],
  ['platform.system', 'per-process'],
  ['flask.request.json', 'per-request'],
  ['fastapi.Request', 'per-request'],
  ['streamlit.session_state.user', 'per-user'],
  ['streamlit.chat_input', 'per-request'],
  ['sqlite3.connect.execute', 'per-request'],
  ['requests.get', 'per-request'],
  ['chromadb.Client.query', 'per-request'],
  ['set', 'per-process'],
  ['random.shuffle', 'per-request'],
  ['math.sqrt', undefined],
  ['datetime.timedelta', undefined],
  ['os.path.join', undefined],
  ['openai.OpenAI', undefined],
  ['json.dumps', undefined],
];

describe('Sources of change', () => {
  for (const [path, volatility] of paths) {
    it(`${path} is ${volatility ?? 'no source'}`, () => {
      assert.equal(volatilitySource(path)?.volatility, volatility);
    });
  }

  it('knows what has no fixed order', () => {
    for (const path of ['set', 'frozenset', 'os.listdir', 'glob.glob', 'random.shuffle', 'random.sample', 'lodash.shuffle']) {
      assert.equal(volatilitySource(path)?.unordered, true, path);
    }
  });

  it('finds every name it lists', () => {
    for (const source of volatilitySources) {
      for (const name of source.names) assert.ok(volatilitySource(name.replace(/\*\*$/, 'x').replace(/\*/g, 'x')), name);
    }
  });

  it('lists no name twice', () => {
    const names = volatilitySources.flatMap(source => source.names);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it('answers for any text', () => {
    fc.assert(fc.property(fc.string(), path => volatilitySource(path) === undefined || volatilitySource(path)?.reason !== ''));
  });
});

const formats: readonly (readonly [style: 'strftime' | 'moment' | 'unicode', format: string, onlyDate: boolean])[] = [
  ['strftime', '%Y-%m-%d', true],
  ['strftime', '%A, %B %d, %Y', true],
  ['strftime', '%d/%m/%y %Z', true],
  ['strftime', '%x', true],
  ['strftime', '100%% on %Y', true],
  ['strftime', '%Y-%m-%d %H:%M', false],
  ['strftime', '%-I %p', false],
  ['strftime', '%c', false],
  ['moment', 'YYYY-MM-DD', true],
  ['moment', 'dddd, MMMM Do YYYY', true],
  ['moment', '[at] YYYY', true],
  ['moment', 'LL', true],
  ['moment', 'LT', false],
  ['moment', 'YYYY-MM-DD HH:mm', false],
  ['unicode', 'yyyy-MM-dd', true],
  ['unicode', "EEEE, d MMMM 'at' yyyy", true],
  ['unicode', 'PPP', true],
  ['unicode', 'yyyy-MM-dd HH:mm', false],
  ['unicode', 'p', false],
];

describe('Formats of dates', () => {
  for (const [style, format, onlyDate] of formats) {
    it(`${format} in ${style} shows ${onlyDate ? 'only the date' : 'the time too'}`, () => {
      assert.equal(showsOnlyDate(format, style), onlyDate);
    });
  }

  it('leaves the date of a clock by its members', () => {
    for (const member of ['date', 'toDateString', 'toLocaleDateString', 'getFullYear', 'year']) assert.ok(dateMembers.has(member), member);
    for (const member of ['isoformat', 'toISOString', 'getHours', 'hour', 'timestamp']) assert.ok(!dateMembers.has(member), member);
  });
});

const names: readonly (readonly [label: string, volatility: string | undefined])[] = [
  ['question', 'per-request'],
  ['user_query', 'per-request'],
  ['userInput', 'per-request'],
  ['state.question', 'per-request'],
  ['chat_history', 'per-request'],
  ['retrieved_docs', 'per-request'],
  ['user_name', 'per-user'],
  ['user.name', 'per-user'],
  ['userName', 'per-user'],
  ['session_id', 'per-user'],
  ['currentDate', 'per-day'],
  ['today', 'per-day'],
  ['now', 'per-request'],
  ['current_time', 'per-request'],
  ['self.style', undefined],
  ['TOOLS', undefined],
  ['persona', undefined],
  ['format_instructions', undefined],
  ['', undefined],
];

describe('Names that say what they hold', () => {
  for (const [label, volatility] of names) {
    it(`${label || 'nothing'} is ${volatility ?? 'no source'}`, () => {
      assert.equal(namedSource(label)?.volatility, volatility);
    });
  }

  it('are each in one list', () => {
    const all = namedSources.flatMap(source => source.names);
    assert.deepEqual(
      all.filter((name, index) => all.indexOf(name) !== index),
      [],
    );
    assert.deepEqual(
      all.filter(name => !/^[a-z0-9]+$/.test(name)),
      [],
    );
  });
});
