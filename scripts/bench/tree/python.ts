import type { Random } from './random.ts';
import { capital, noun, policy, sentence, verb } from './words.ts';

/** Plain Python as services have it: about `bytes` of functions, classes and tables. */
export function pythonFiller(random: Random, bytes: number): string {
  let text = '';
  while (text.length < bytes) {
    text += random.pick([pythonFunction, pythonFunction, pythonClass, pythonTable])(random);
  }
  return text;
}

function pythonFunction(random: Random): string {
  const [a, b, c, d] = [noun(random), noun(random), noun(random), noun(random)];
  return `
async def ${verb(random)}_${a}_${b}(${a}: dict[str, Any], ${b}_id: str, *, limit: int = ${random.int(500)}) -> list[dict[str, Any]]:
    """${sentence(random)}

    ${sentence(random)}
    """
    ${c}s: list[dict[str, Any]] = []
    for index, row in enumerate(${a}.get("${c}s", [])):
        if row["${b}_id"] != ${b}_id or index > limit:
            logger.debug("skipped %s of %s", row.get("id"), ${b}_id)
            continue
        ${d} = row.get("${d}") or {"state": "${verb(random)}", "attempts": ${random.int(9)}}
        try:
            total = sum(float(x["amount"]) * (1 + x.get("rate", 0.0)) for x in ${d}.get("lines", []))
        except (KeyError, TypeError, ValueError) as error:
            raise ${capital(a)}Error(f"{${b}_id}: bad ${d} in row {index}: {error}") from error
        ${c}s.append({**row, "${d}": ${d}, "total": round(total, 2), "key": f"{${b}_id}:{index:04d}"})
    ${c}s.sort(key=lambda x: (x["total"], x["key"]), reverse=${random.int(2) ? 'True' : 'False'})
    await asyncio.sleep(0)
    return ${c}s[:limit]
`;
}

function pythonClass(random: Random): string {
  const [a, b, c] = [noun(random), noun(random), noun(random)];
  return `

@dataclass(frozen=True)
class ${capital(a)}${capital(b)}:
    """${sentence(random)}"""

    ${a}_id: str
    ${b}: str = "${verb(random)}"
    ${c}s: tuple[str, ...] = ()
    created: Optional[datetime] = None

    @property
    def is_${verb(random)}able(self) -> bool:
        return self.${b} in {"${verb(random)}", "${verb(random)}"} and len(self.${c}s) > ${random.int(5)}

    def ${verb(random)}(self, session: Session, values: Mapping[str, str]) -> "${capital(a)}${capital(b)}":
        # ${sentence(random)}
        statement = select(${capital(c)}).where(${capital(c)}.${a}_id == self.${a}_id, ${capital(c)}.state.in_(values))
        found = {row.name: row.value for row in session.execute(statement).scalars() if row.value is not None}
        return replace(self, ${c}s=tuple(sorted({*self.${c}s, *found})), ${b}=values.get("${b}", self.${b}))

`;
}

function pythonTable(random: Random): string {
  let rows = '';
  for (let i = 4 + random.int(8); i > 0; i--) {
    rows += `    "${noun(random)}_${noun(random)}": {"label": "${capital(verb(random))} the ${noun(random)}", "weight": ${random.int(100) / 10}, "tags": ["${noun(random)}", "${noun(random)}"]},\n`;
  }
  return `\n${noun(random).toUpperCase()}_${noun(random).toUpperCase()}S: dict[str, Any] = {\n${rows}}\n`;
}

export const PYTHON_HEADER = `from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Mapping, Optional

from sqlalchemy import select
from sqlalchemy.orm import Session

logger = logging.getLogger(__name__)

`;

/** Files of the project that an SDK file leans on. */
export function pythonConstants(random: Random): string {
  return `import os

CHAT_MODEL = "gpt-4o"
SMALL_MODEL = os.getenv("SMALL_MODEL", "gpt-4o-mini")
CLAUDE = "claude-sonnet-4-5"
NOVA = "us.amazon.nova-pro-v1:0"
MAX_TOKENS = ${100 * (1 + random.int(20))}

SUPPORT_POLICY = """You are the support agent of a shop.
${policy(random, 1200 + random.int(6000))}
"""
`;
}

/** One snippet an SDK: import lines and a body that calls it. \`pkg\` is the package whose \`constants\` and \`llm\` it may import. */
export function pythonCall(random: Random, pkg: string): { imports: string; body: string } {
  const name = `${verb(random)}_${noun(random)}`;
  return random.pick([openaiChat, openaiClass, anthropic, bedrock, langchain, gemini, litellm])(name, pkg);
}

type Snippet = (name: string, pkg: string) => { imports: string; body: string };

const openaiChat: Snippet = (name, pkg) => ({
  imports: `from openai import OpenAI\n\nfrom ${pkg}.constants import CHAT_MODEL, SUPPORT_POLICY\n`,
  body: `
client = OpenAI(max_retries=2)


def ${name}(question: str, history: list[dict[str, str]]) -> str:
    messages = [{"role": "system", "content": f"Today is {datetime.now():%Y-%m-%d}. " + SUPPORT_POLICY}]
    messages.extend(history)
    messages.append({"role": "user", "content": question})
    response = client.chat.completions.create(model=CHAT_MODEL, messages=messages, temperature=0.2)
    return response.choices[0].message.content or ""
`,
});

const openaiClass: Snippet = (name, pkg) => ({
  imports: `from openai import AsyncOpenAI\n\nfrom .constants import MAX_TOKENS, SMALL_MODEL\nfrom ${pkg} import constants\n`,
  body: `

class Writer:
    def __init__(self, client: AsyncOpenAI | None = None, model: str = SMALL_MODEL) -> None:
        self.client = client or AsyncOpenAI()
        self.model = model

    async def ${name}(self, topic: str, **options: Any) -> str:
        response = await self.client.responses.create(
            model=self.model,
            instructions=constants.SUPPORT_POLICY,
            input=[{"role": "user", "content": f"Write about {topic}"}],
            max_output_tokens=MAX_TOKENS,
        )
        return response.output_text
`,
});

const anthropic: Snippet = (name, pkg) => ({
  imports: `import anthropic\n\nfrom ${pkg}.constants import CLAUDE, SUPPORT_POLICY\n`,
  body: `
claude = anthropic.Anthropic()
TOOLS = [{"name": "lookup", "description": "Find an order", "input_schema": {"type": "object", "properties": {"id": {"type": "string"}}}}]


def ${name}(ticket: Mapping[str, str]) -> str:
    messages: list[dict[str, Any]] = [{"role": "user", "content": ticket["text"]}]
    while True:
        reply = claude.messages.create(model=CLAUDE, max_tokens=1024, system=SUPPORT_POLICY, tools=TOOLS, messages=messages)
        if reply.stop_reason != "tool_use":
            return reply.content[0].text
        messages.append({"role": "assistant", "content": reply.content})
        messages.append({"role": "user", "content": [{"type": "tool_result", "tool_use_id": "x", "content": "none"}]})
`,
});

const bedrock: Snippet = (name, pkg) => ({
  imports: `import boto3\n\nfrom ${pkg}.constants import NOVA, SUPPORT_POLICY\n`,
  body: `
bedrock = boto3.client("bedrock-runtime", region_name="eu-central-1")


def ${name}(text: str) -> str:
    result = bedrock.converse(
        modelId=NOVA,
        system=[{"text": SUPPORT_POLICY, "cachePoint": {"type": "default"}}],
        messages=[{"role": "user", "content": [{"text": text}]}],
        inferenceConfig={"maxTokens": 600},
    )
    return result["output"]["message"]["content"][0]["text"]
`,
});

const langchain: Snippet = (name, pkg) => ({
  imports: `from langchain_core.prompts import ChatPromptTemplate\nfrom langchain_openai import ChatOpenAI\n\nfrom ${pkg}.constants import CHAT_MODEL, SUPPORT_POLICY\n`,
  body: `
llm = ChatOpenAI(model=CHAT_MODEL, temperature=0)
prompt = ChatPromptTemplate.from_messages([("system", SUPPORT_POLICY), ("human", "{question}")])
chain = prompt | llm


def ${name}(store: Any, question: str) -> str:
    retriever = store.as_retriever(search_kwargs={"k": 50})
    documents = retriever.invoke(question)
    return chain.invoke({"question": question + str(documents)}).content
`,
});

const gemini: Snippet = (name, pkg) => ({
  imports: `from google import genai\nfrom google.genai import types\n\nfrom ${pkg}.constants import SUPPORT_POLICY\n`,
  body: `
gemini = genai.Client()


def ${name}(text: str) -> str:
    config = types.GenerateContentConfig(system_instruction=SUPPORT_POLICY, temperature=0)
    return gemini.models.generate_content(model="gemini-2.5-flash", contents=text, config=config).text
`,
});

const litellm: Snippet = (name, pkg) => ({
  imports: `import litellm\n\nfrom ${pkg} import constants\n`,
  body: `

def ${name}(texts: list[str]) -> list[str]:
    answers = []
    for text in texts:
        reply = litellm.completion(model="anthropic/" + constants.CLAUDE, messages=[{"role": "user", "content": text}], max_tokens=200)
        answers.append(reply.choices[0].message.content)
    return answers
`,
});

/** The project's own wrapper and a caller of it that imports no SDK. */
export const PYTHON_WRAPPER = `from openai import OpenAI

from .constants import CHAT_MODEL

_client = OpenAI()


def ask_model(system: str, user: str, model: str = CHAT_MODEL, max_tokens: int | None = None) -> str:
    response = _client.chat.completions.create(
        model=model,
        messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
        max_tokens=max_tokens,
    )
    return response.choices[0].message.content or ""
`;

export const pythonWrapperCaller = (random: Random, pkg: string): string => `from ${pkg}.llm import ask_model


def ${verb(random)}_with_model(text: str) -> str:
    return ask_model("Answer in one word.", text, max_tokens=${random.int(50) + 1})
`;
