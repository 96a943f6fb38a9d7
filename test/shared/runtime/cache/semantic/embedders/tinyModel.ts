/** A sentence model small enough to read: a table of one vector for each word, in the folder that an exported model has. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'how', 'do', 'i', 'reset', 'pass', '##word', 'cat', 'dog'];
export const DIMENSIONS = 8;

/** One hot for each word, in as many dimensions as there are. */
export const vectorOfWord = (word: string): number[] =>
  Array.from({ length: DIMENSIONS }, (_, index) => (WORDS.indexOf(word) % DIMENSIONS === index ? 1 : 0));

export function writeTinyModel(folder: string): void {
  writeFileSync(join(folder, 'model.onnx'), model());
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer()));
}

function tokenizer(): object {
  const special = (content: string) => ({
    id: WORDS.indexOf(content),
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  return {
    version: '1.0',
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map(special),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map(id => [id, { id, ids: [WORDS.indexOf(id)], tokens: [id] }])),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, index) => [word, index])),
    },
  };
}

const INT64 = 7;
const FLOAT = 1;

/** `last_hidden_state = Gather(table, input_ids)`. */
function model(): Buffer {
  const table = Float32Array.from(WORDS.flatMap(vectorOfWord));
  const initializer = message(
    ...[WORDS.length, DIMENSIONS].map(size => varintField(1, size)),
    varintField(2, FLOAT),
    textField(8, 'table'),
    bytesField(9, Buffer.from(table.buffer)),
  );
  const gather = message(textField(1, 'table'), textField(1, 'input_ids'), textField(2, 'last_hidden_state'), textField(4, 'Gather'));
  const graph = message(
    bytesField(1, gather),
    textField(2, 'tiny'),
    bytesField(5, initializer),
    bytesField(11, value('input_ids', INT64, ['batch', 'tokens'])),
    bytesField(12, value('last_hidden_state', FLOAT, ['batch', 'tokens', DIMENSIONS])),
  );
  return message(
    varintField(1, 8),
    textField(2, 'farthing'),
    bytesField(7, graph),
    bytesField(8, message(textField(1, ''), varintField(2, 13))),
  );
}

function value(name: string, type: number, dimensions: readonly (string | number)[]): Buffer {
  const shape = message(
    ...dimensions.map(size => bytesField(1, message(typeof size === 'string' ? textField(2, size) : varintField(1, size)))),
  );
  return message(textField(1, name), bytesField(2, message(bytesField(1, message(varintField(1, type), bytesField(2, shape))))));
}

// Protocol buffers, as much as it takes (onnx/onnx.proto3).
const message = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields);
const varintField = (field: number, number: number): Buffer => Buffer.concat([varint(field << 3), varint(number)]);
const bytesField = (field: number, bytes: Buffer): Buffer => Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
const textField = (field: number, text: string): Buffer => bytesField(field, Buffer.from(text));

function varint(number: number): Buffer {
  const bytes: number[] = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}
