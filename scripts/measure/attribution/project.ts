/**
 * A generated project of 200 call sites whose prompts are nearly the same, and the requests that its SDKs would send. Half in Python, half in TypeScript;
 * ten ways in which two sites can differ by little.
 */

export interface GeneratedSite {
  readonly file: string;
  /** The function the call stands in. */
  readonly symbol: string;
  /** Of the n-th request: what the SDK writes. */
  request(nth: number): WireCall;
  /** It has a twin that nothing tells from it. */
  readonly twin?: true;
}

export interface WireCall {
  readonly dialect: 'openai' | 'anthropic';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

export interface GeneratedProject {
  readonly files: ReadonlyMap<string, string>;
  readonly sites: readonly GeneratedSite[];
}

const FAMILIES = 20;

/** Some four thousand letters that all prompts share. */
const MANUAL = Array.from(
  { length: 48 },
  (_, at) => `Rule ${at + 1}: greet the customer, find out what is wrong, and answer in plain words with step ${at}.`,
).join(' ');

interface Variant {
  /** Constants of the call as they are written. */
  readonly system: Text;
  readonly user: Text;
  readonly model?: string;
  readonly limit?: number;
  readonly temperature?: number;
  readonly tool?: string;
  readonly history?: true;
  readonly throughWrapper?: true;
  readonly responses?: true;
  readonly twin?: true;
}

/** Fixed texts with holes between. */
type Text = readonly string[];

const only = (text: string): Text => [text];
const asked: Text = ['Customer: ', ''];

/** Ten sites of one family, each nearly another. */
function variants(family: number): readonly Variant[] {
  const shop = `You are the assistant of shop ${family}. ${MANUAL}`;
  return [
    { system: only(shop), user: asked },
    { system: only(`${shop} Be brief.`), user: asked },
    { system: [`${shop} Today is `, '.'], user: asked },
    { system: only(shop), user: ['Customer asks about an invoice: ', ''] },
    { system: only(shop), user: ['Translate into ', ` for shop ${family}: `, ''] },
    { system: only(shop), user: [`Translate into French for shop ${family}: `, ''] },
    { system: only(`${shop} Use the tool.`), user: asked, tool: `look_up_${family}` },
    { system: only(`${shop} Go on with the conversation.`), user: asked, history: true },
    { system: only(`${shop} You check what others wrote.`), user: asked, throughWrapper: true },
    family === 0
      ? { system: only(`${shop} Be brief.`), user: asked, twin: true }
      : family % 4 === 1
        ? { system: only(`${shop} Be brief.`), user: asked, model: 'gpt-4.1-mini' }
        : family % 4 === 2
          ? { system: only(`${shop} Be brief.`), user: asked, limit: 77, temperature: 0 }
          : { system: only(`${shop} Answer as JSON.`), user: asked, responses: true },
  ];
}

export function generatedProject(): GeneratedProject {
  const files = new Map<string, string>();
  const sites: GeneratedSite[] = [];
  for (let family = 0; family < FAMILIES; family++) {
    const language = family % 2 === 0 ? PYTHON : TYPESCRIPT;
    const file = `family${family}.${language.extension}`;
    const own = variants(family);
    const twinOf = own.some(({ twin }) => twin) ? 1 : -1;
    files.set(file, [language.head, ...own.map((variant, at) => language.call(`site${family}x${at}`, variant))].join('\n'));
    own.forEach((variant, at) => {
      const twin = variant.twin || at === twinOf;
      sites.push({
        file,
        symbol: `site${family}x${at}`,
        request: nth => wireCall(variant, nth, language.name),
        ...(twin && { twin: true }),
      });
    });
  }
  return { files, sites };
}

const MODEL = 'gpt-4o-mini';
const LIMIT = 400;
const modelOf = ({ model = MODEL }: Variant) => model;
const limitOf = ({ limit = LIMIT }: Variant) => limit;

interface LanguageWriter {
  readonly name: string;
  readonly extension: string;
  readonly head: string;
  call(symbol: string, variant: Variant): string;
}

const PYTHON: LanguageWriter = {
  name: 'python',
  extension: 'py',
  head: `from openai import OpenAI
client = OpenAI()

def send(system, question):
    return client.chat.completions.create(model="${MODEL}", max_tokens=${LIMIT}, messages=[{"role": "system", "content": system}, {"role": "user", "content": question}])
`,
  call(symbol, variant) {
    const text = (parts: Text) =>
      parts.length === 1 ? JSON.stringify(parts[0]) : `f${JSON.stringify(withHoles(parts, name => `{${name}}`))}`;
    const { system, user, temperature, tool, history, throughWrapper, responses } = variant;
    const head = `def ${symbol}(a, b, c, history):\n    `;
    if (throughWrapper) return `${head}return send(${text(system)}, ${text(user)})\n`;
    if (responses) {
      return `${head}return client.responses.create(model="${modelOf(variant)}", max_output_tokens=${limitOf(variant)}, instructions=${text(system)}, input=${text(user)})\n`;
    }
    const more = [
      ...(temperature === undefined ? [] : [`temperature=${temperature}`]),
      ...(tool
        ? [`tools=[{"type": "function", "function": {"name": "${tool}", "parameters": {"type": "object", "properties": {}}}}]`]
        : []),
    ].map(argument => `, ${argument}`);
    const messages = `[{"role": "system", "content": ${text(system)}}, ${history ? '*history, ' : ''}{"role": "user", "content": ${text(user)}}]`;
    return `${head}return client.chat.completions.create(model="${modelOf(variant)}", max_tokens=${limitOf(variant)}, messages=${messages}${more.join('')})\n`;
  },
};

const TYPESCRIPT: LanguageWriter = {
  name: 'js',
  extension: 'ts',
  head: `import OpenAI from 'openai';
const client = new OpenAI();

async function send(system: string, question: string) {
  return client.chat.completions.create({ model: '${MODEL}', max_tokens: ${LIMIT}, messages: [{ role: 'system', content: system }, { role: 'user', content: question }] });
}
`,
  call(symbol, variant) {
    const text = (parts: Text) => (parts.length === 1 ? JSON.stringify(parts[0]) : `\`${withHoles(parts, name => `\${${name}}`)}\``);
    const { system, user, temperature, tool, history, throughWrapper, responses } = variant;
    const head = `export async function ${symbol}(a: string, b: string, c: string, history: any[]) {\n  `;
    if (throughWrapper) return `${head}return send(${text(system)}, ${text(user)});\n}\n`;
    if (responses) {
      return `${head}return client.responses.create({ model: '${modelOf(variant)}', max_output_tokens: ${limitOf(variant)}, instructions: ${text(system)}, input: ${text(user)} });\n}\n`;
    }
    const more = [
      ...(temperature === undefined ? [] : [`temperature: ${temperature}`]),
      ...(tool ? [`tools: [{ type: 'function', function: { name: '${tool}', parameters: { type: 'object', properties: {} } } }]`] : []),
    ].map(entry => `, ${entry}`);
    const messages = `[{ role: 'system', content: ${text(system)} }, ${history ? '...history, ' : ''}{ role: 'user', content: ${text(user)} }]`;
    return `${head}return client.chat.completions.create({ model: '${modelOf(variant)}', max_tokens: ${limitOf(variant)}, messages: ${messages}${more.join('')} });\n}\n`;
  },
};

function withHoles(parts: Text, hole: (name: string) => string): string {
  return parts.map((part, at) => (at === 0 ? part : `${hole('abc'[at - 1] as string)}${part}`)).join('');
}

/** Values of holes; some hold what the fixed text of other sites has. */
const VALUES = ['Where is my parcel?', 'Be brief.', 'German', 'invoice 17: it is twice what I ordered', 'an {odd} one\nin two lines'];

function wireCall(variant: Variant, nth: number, language: string): WireCall {
  const value = (at: number) => VALUES[(nth + at) % VALUES.length] as string;
  const text = (parts: Text) => parts.map((part, at) => (at === 0 ? part : `${value(at)}${part}`)).join('');
  const { temperature, tool, history, responses } = variant;
  const headers = { 'x-stainless-lang': language, 'content-type': 'application/json' };
  const model = modelOf(variant);
  if (responses) {
    const body = { model, max_output_tokens: limitOf(variant), instructions: text(variant.system), input: text(variant.user) };
    return { dialect: 'openai', path: '/v1/responses', headers, body };
  }
  const turns = history ? Array.from({ length: nth }, (_, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content: value(at) })) : [];
  const body = {
    model,
    max_tokens: limitOf(variant),
    messages: [{ role: 'system', content: text(variant.system) }, ...turns, { role: 'user', content: text(variant.user) }],
    ...(temperature !== undefined && { temperature }),
    ...(tool && { tools: [{ type: 'function', function: { name: tool, parameters: { type: 'object', properties: {} } } }] }),
  };
  return { dialect: 'openai', path: '/v1/chat/completions', headers, body };
}
