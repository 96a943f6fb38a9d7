import { table } from './table.ts';

const LONG = '"Answer from the help articles only. " * 400';

/** 3,600 fixed tokens are in POLICY: $0.0045 a call at the prices of gpt-4o, half of it read from the cache. */
const chat = (system: string, before = 'pass') => `from datetime import date, datetime
import os, uuid
from openai import OpenAI

client = OpenAI()
POLICY = ${LONG}
STARTED = datetime.now()

def ask(question, user_name, docs, team):
    ${before}
    return client.chat.completions.create(
        model="gpt-4o",
        max_completion_tokens=100,
        messages=[{"role": "system", "content": ${system}}, {"role": "user", "content": f"Q: {question}"}],
    )
`;
const anthropic = (system: string, message = 'f"Q: {question}"') => `from datetime import datetime
from anthropic import Anthropic

client = Anthropic()
POLICY = ${LONG}

def ask(question):
    return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=${system}, messages=[{"role": "user", "content": ${message}}])
`;
const MARK = '"cache_control": {"type": "ephemeral"}';
const START = 'near the start of the system prompt';
const COST = 'warn: $0.0045 a call is re-billed:';

table('text that changes in a system prompt', 'cache-busting-prompt', {
  'fills a template that is not in sight': {
    code: chat('team.prompt.format(now=datetime.now())'),
    says: [
      'info: the prompt is re-billed on every call once it is long: datetime.now() at the start of the system prompt defeats the prompt cache',
    ],
  },
  'is nothing where the whole prompt is a value made elsewhere': {
    code: chat('team.prompt'),
    says: [],
  },
  'costs what stands behind it, and moves to the question': {
    code: chat('f"It is {datetime.now()}. {POLICY}"'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
    fixed: 'messages=[{"role": "system", "content": f"{POLICY}"}, {"role": "user", "content": f"It is {datetime.now()}. Q: {question}"}],',
  },
  'is found at the very start': {
    code: chat('f"{datetime.now()}\\n{POLICY}"'),
    says: [`${COST} datetime.now() at the start of the system prompt defeats the prompt cache`],
  },
  'is found in a sum': {
    code: chat('"It is " + str(datetime.now()) + POLICY'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is found in a format': {
    code: chat('"It is {t}. {p}".format(t=datetime.now(), p=POLICY)'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is found in a percent format': {
    code: chat('"It is %s. %s" % (datetime.now(), POLICY)'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is found through a variable': {
    code: chat('system', 'system = f"It is {datetime.now()}. " + POLICY'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is found through a function': {
    code: `${chat('system_prompt()')}
def system_prompt():
    return f"It is {datetime.now().isoformat()}. {POLICY}"
`,
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is found in another file': {
    code: 'from openai import OpenAI\nfrom prompts import system_prompt\nclient = OpenAI()\ndef ask(q):\n    return client.chat.completions.create(model="gpt-4o", max_completion_tokens=9, messages=[{"role": "system", "content": system_prompt()}, {"role": "user", "content": q}])\n',
    others: {
      '/project/prompts.py': `from datetime import datetime\nPOLICY = ${LONG}\ndef system_prompt():\n    return f"It is {datetime.now()}. {POLICY}"\n`,
    },
    says: [`${COST} datetime.datetime.now() ${START} defeats the prompt cache`],
    fixed: 'nothing',
  },
  'is found as a random number': {
    code: chat('f"Session {uuid.uuid4()}. {POLICY}"'),
    says: [`${COST} uuid.uuid4() ${START} defeats the prompt cache`],
  },
  'restarts the cache once a day when it is a date': {
    code: chat('f"Today is {date.today()}. {POLICY}"'),
    says: [`info: $0.0045 is re-billed once a day: date.today() ${START} restarts the prompt cache`],
  },
  'is a date when it is cut to one': {
    code: chat(`f"Today is {datetime.now().strftime('%A, %d %B %Y')}. {POLICY}"`),
    says: [`info: $0.0045 is re-billed once a day: datetime.now() ${START} restarts the prompt cache`],
  },
  'is no date when the hour is in it': {
    code: chat(`f"It is {datetime.now().strftime('%d %B, %H:%M')}. {POLICY}"`),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'may be what the name of a parameter says': {
    code: chat('f"You talk to {user_name}. {POLICY}"'),
    says: [`info: $0.0045 a call may be re-billed: by its name, user_name ${START} changes per user`],
  },
  'costs little at the end': {
    code: chat('f"{POLICY} It is {datetime.now()}."'),
    says: ['info: little is re-billed: the 3,602 tokens before datetime.now() still cache, what follows does not'],
  },
  'costs only what follows, where enough stands before it': {
    code: chat('f"{POLICY} It is {datetime.now()}. {POLICY}"'),
    says: ['warn: $0.0045 a call is re-billed: datetime.now() in the system prompt defeats the prompt cache'],
  },
  'costs nothing while the prompt is too short to be cached': {
    code: chat('f"It is {datetime.now()}. Be kind."'),
    says: [`info: nothing is re-billed today: 5 fixed tokens, caching starts at 1,024; datetime.now() ${START} would defeat it`],
  },
  'may cost in a prompt of unknown length': {
    code: chat('f"It is {datetime.now()}. {team.rules}"'),
    says: [`info: the prompt is re-billed on every call once it is long: datetime.now() ${START} defeats the prompt cache`],
  },
  'is no matter where the process starts with it': { code: chat('f"Up since {STARTED}. {POLICY}"'), says: [] },
  'is no matter where it comes from the environment': { code: chat('f"{os.environ[\'TONE\']} {POLICY}"'), says: [] },
  'is no matter in the question': { code: chat('POLICY').replace('f"Q: {question}"', 'f"{datetime.now()} {question}"'), says: [] },
  'is no matter when it is all constants': { code: chat('f"{POLICY} {POLICY}"'), says: [] },
  'is said once for several holes': {
    code: chat('f"It is {datetime.now()}, {uuid.uuid4()}. {POLICY}"'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is a clock before it is a date': {
    code: chat('f"On {date.today()} at {datetime.now()}: {POLICY}"'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is nothing to a model that caches nothing': {
    code: chat('f"It is {datetime.now()}. {POLICY}"').replace('gpt-4o', 'gpt-4'),
    says: [`info: nothing is re-billed: gpt-4 caches no prompts; elsewhere datetime.now() ${START} would defeat it`],
  },
  'is found in TypeScript': {
    language: 'typescript',
    code: `import OpenAI from 'openai';
const client = new OpenAI();
const POLICY = 'Answer from the help articles only. '.repeat(400);
export async function ask(question: string) {
  const system = \`It is \${new Date().toISOString()}. \${POLICY}\`;
  return client.responses.create({ model: 'gpt-4o', max_output_tokens: 100, instructions: system, input: question });
}
`,
    says: [`${COST} new Date() ${START} defeats the prompt cache`],
  },
  'is found in a prompt template': {
    code: `from datetime import datetime
from langchain_openai import ChatOpenAI
from langchain_core.prompts import ChatPromptTemplate
POLICY = ${LONG}
llm = ChatOpenAI(model="gpt-4o", max_tokens=100)
chain = ChatPromptTemplate.from_messages([("system", "It is {now}. " + POLICY), ("human", "{question}")]) | llm
def ask(q):
    return chain.invoke({"now": datetime.now(), "question": q})
`,
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
});

const wrapped = (body: string) => `from datetime import datetime
from openai import OpenAI

client = OpenAI()
POLICY = ${LONG}

def ask(system, question):
    return client.chat.completions.create(model="gpt-4o", max_completion_tokens=9, messages=[{"role": "system", "content": system}, {"role": "user", "content": question}])

def run(question):
    ${body}
`;

table('text that changes and functions of the project around a call', 'cache-busting-prompt', {
  'is said where it is handed over': {
    code: wrapped('return ask(f"It is {datetime.now()}. {POLICY}", question)'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is said where it is written when it is handed over by name': {
    code: wrapped('system = f"It is {datetime.now()}. {POLICY}"\n    return ask(system, question)'),
    says: [`${COST} datetime.now() ${START} defeats the prompt cache`],
  },
  'is nothing when it is all the caller hands over': { code: wrapped('return ask(question.system, question)'), says: [] },
  'is nothing when it is a constant': { code: wrapped('return ask(POLICY, question)'), says: [] },
});

table('text that changes and cache markers', 'cache-busting-prompt', {
  'in a marked block is paid for on each call': {
    code: anthropic(`[{"type": "text", "text": f"It is {datetime.now()}. {POLICY}", ${MARK}}]`),
    says: [`warn: $0.0065 a call is re-billed: datetime.now() ${START} defeats the prompt cache`],
  },
  'after the last marker is where it belongs': {
    code: anthropic(`[{"type": "text", "text": POLICY, ${MARK}}, {"type": "text", "text": f"It is {datetime.now()}."}]`),
    says: [],
  },
  'in a question before a marker is how conversations are cached': {
    code: anthropic('POLICY', `[{"type": "text", "text": f"Q: {question}", ${MARK}}]`),
    says: [],
  },
  'before a marked document in a message is paid for': {
    code: anthropic('"Be kind."', `[{"type": "text", "text": f"It is {datetime.now()}. {POLICY}", ${MARK}}]`),
    says: ['warn: $0.0065 a call is re-billed: datetime.now() before the cache marker defeats the prompt cache'],
  },
  'at the end of a prompt without a marker leaves something to mark': {
    code: anthropic('f"{POLICY} It is {datetime.now()}."'),
    says: ['info: little is re-billed: the 3,602 tokens before datetime.now() can be cached, what follows does not'],
  },
});
