import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import { conversationBook } from '../../../../shared/runtime/conversations/conversationBook.ts';
import { readContent as readMessages } from '../../../../shared/runtime/dialects/anthropic/content.ts';
import { readConverse } from '../../../../shared/runtime/dialects/bedrock/content.ts';
import { type Message, NO_CONTENT, type RequestContent, textMessage } from '../../../../shared/runtime/dialects/content.ts';
import { readContents } from '../../../../shared/runtime/dialects/gemini/content.ts';
import { readContent as readOpenAi } from '../../../../shared/runtime/dialects/openai/content.ts';

const said = (...messages: readonly Message[]): RequestContent => ({ ...NO_CONTENT, messages });
const user = (text: string) => textMessage('user', text);
const model = (text: string) => textMessage('assistant', text);

describe('the book of conversations', () => {
  it('knows a conversation by its growing prefix, and counts its requests and turns', () => {
    const book = conversationBook();
    book.follow('1', 'ada', said(user('a')));
    const second = book.follow('2', 'ada', said(user('a'), model('b'), user('c')));
    assert.equal(second?.conversation.id, '1');
    assert.deepEqual([second.conversation.requests, second.conversation.turns], [2, 2]);
  });

  it('never makes one of conversations of different people', () => {
    const book = conversationBook();
    book.follow('1', 'ada', said(user('a')));
    assert.equal(book.follow('2', 'bob', said(user('a'), model('b'), user('c')))?.conversation.id, '2');
  });

  it('tells a second run of the same program from the first, once the first has gone on', () => {
    const book = conversationBook();
    book.follow('1', 'ada', said(user('a')));
    book.follow('2', 'ada', said(user('a'), model('b'), user('c')));
    assert.equal(book.follow('3', 'ada', said(user('a')))?.conversation.id, '3');
    assert.equal(book.follow('4', 'ada', said(user('a'), model('other'), user('d')))?.conversation.id, '3');
  });

  it('counts the same request that comes again, and begins anew with another', () => {
    const book = conversationBook();
    const repeats = [1, 2, 3].map(id => book.follow(String(id), 'ada', said(user('a')))?.conversation.repeats);
    assert.deepEqual(repeats, [1, 2, 3]);
    assert.equal(book.follow('4', 'ada', said(user('a'), model('b'), user('c')))?.conversation.repeats, 1);
  });

  it('adds up what a turn came to, and begins a new sum when the user speaks', () => {
    const book = conversationBook();
    const first = book.follow('1', 'ada', said(user('a')));
    assert.ok(first);
    book.answered(first.conversation, 100, asNanos(7));
    assert.deepEqual(first.conversation.turn, { tokens: 100, money: 7 });
    const next = book.follow('2', 'ada', said(user('a'), model('b'), user('c')));
    assert.deepEqual(next?.conversation.turn, { tokens: 0, money: 0 });
    assert.deepEqual(next?.conversation.all, { tokens: 100, money: 7 });
  });

  it('follows Responses by the id of the reply they go on from', () => {
    const book = conversationBook();
    const first = book.follow('1', 'ada', said(user('a')));
    assert.ok(first);
    book.answered(first.conversation, 1, undefined, 'resp_1');
    const result = readOpenAi('responses', {
      previous_response_id: 'resp_1',
      input: [{ type: 'function_call_output', call_id: 'x', output: '12' }],
    });
    const second = book.follow('2', 'ada', result);
    assert.deepEqual([second?.conversation.id, second?.conversation.toolCalls, second?.inToolLoop], ['1', 1, true]);
  });

  it('keeps no more conversations than it may', () => {
    const book = conversationBook(10);
    for (let at = 0; at < 100; at++) book.follow(String(at), 'ada', said(user(`first ${at}`)));
    assert.equal(book.follow('a', 'ada', said(user('first 0'), model('b'), user('c')))?.conversation.id, 'a');
    assert.equal(book.follow('b', 'ada', said(user('first 99'), model('b'), user('c')))?.conversation.id, '99');
  });

  it('finds every request of a conversation again, whatever is said in it', () => {
    const anyMessage = fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const), text: fc.string() });
    fc.assert(
      fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 12 }), all => {
        const book = conversationBook();
        const messages = all.map(({ role, text }) => textMessage(role, text));
        for (let length = 1; length <= messages.length; length++) {
          assert.equal(book.follow(String(length), 'ada', said(...messages.slice(0, length)))?.conversation.id, '1');
        }
      }),
    );
  });
});

describe('calls of tools that are all the same', () => {
  const times = 3;
  const contents: Readonly<Record<string, RequestContent>> = {
    'chat completions': readOpenAi('chat', {
      messages: [
        { role: 'user', content: 'x' },
        ...Array.from({ length: times }, (_, at) => [
          { role: 'assistant', tool_calls: [{ id: `c${at}`, type: 'function', function: { name: 'search', arguments: '{"q":1}' } }] },
          { role: 'tool', tool_call_id: `c${at}`, content: 'nothing' },
        ]).flat(),
      ],
    }),
    responses: readOpenAi('responses', {
      input: [
        { role: 'user', content: 'x' },
        ...Array.from({ length: times }, (_, at) => [
          { type: 'function_call', call_id: `c${at}`, name: 'search', arguments: '{"q":1}' },
          { type: 'function_call_output', call_id: `c${at}`, output: 'nothing' },
        ]).flat(),
      ],
    }),
    messages: readMessages({
      messages: [
        { role: 'user', content: 'x' },
        ...Array.from({ length: times }, (_, at) => [
          { role: 'assistant', content: [{ type: 'tool_use', id: `c${at}`, name: 'search', input: { q: 1 } }] },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: `c${at}`, content: 'nothing' }] },
        ]).flat(),
      ],
    }),
    converse: readConverse({
      messages: [
        { role: 'user', content: [{ text: 'x' }] },
        ...Array.from({ length: times }, (_, at) => [
          { role: 'assistant', content: [{ toolUse: { toolUseId: `c${at}`, name: 'search', input: { q: 1 } } }] },
          { role: 'user', content: [{ toolResult: { toolUseId: `c${at}`, content: [{ text: 'nothing' }] } }] },
        ]).flat(),
      ],
    }),
    generateContent: readContents({
      contents: [
        { role: 'user', parts: [{ text: 'x' }] },
        ...Array.from({ length: times }, () => [
          { role: 'model', parts: [{ functionCall: { name: 'search', args: { q: 1 } } }] },
          { role: 'user', parts: [{ functionResponse: { name: 'search', response: { found: [] } } }] },
        ]).flat(),
      ],
    }),
  };

  for (const [name, content] of Object.entries(contents)) {
    it(`are counted and named in ${name}`, () => {
      const followed = conversationBook().follow('1', 'ada', content);
      assert.equal(followed?.conversation.toolCalls, times);
      assert.deepEqual(followed.same, { tool: 'search', times });
      assert.equal(followed.inToolLoop, true);
    });
  }

  it('are none where the arguments differ', () => {
    const call = (q: number) => ({ role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'search', input: { q } }] });
    const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'nothing' }] };
    const content = readMessages({ messages: [{ role: 'user', content: 'x' }, call(1), result, call(2), result] });
    assert.equal(conversationBook().follow('1', 'ada', content)?.same, undefined);
  });
});
