/** Code of the kind that calls models, for the property tests. */
export const SAMPLES: readonly string[] = [
  `import os
from datetime import datetime
from typing import Annotated, Optional

from openai import AsyncOpenAI, OpenAI

MODEL = os.environ.get("MODEL", "gpt-4o")  # the default
client = OpenAI(api_key=os.getenv("KEY"), timeout=30.0)


class Support:
    """Answers questions."""

    retries: int = 3

    def __init__(self, client: Optional["OpenAI"] = None, *, model: str = MODEL, **options):
        self.client = client or OpenAI()
        self.model, self.options = model, {**options, "temperature": 0}

    @property
    def prompt(self) -> str:
        return f"You are {self.name!r}. Today is {datetime.now():%Y-%m-%d}. {'Be brief.' if self.brief else ''}"

    async def answer(self, question: str, history: list[dict] | None = None) -> str:
        messages = [{"role": "system", "content": self.prompt}, *(history or [])]
        messages.append({"role": "user", "content": question})
        for attempt in range(self.retries):
            try:
                response = await self.client.chat.completions.create(
                    model=self.model,
                    messages=messages,  # grows
                    max_tokens=1_000,
                    **self.options,
                )
            except (TimeoutError, ValueError) as error:
                print("failed", error)
                continue
            else:
                return response.choices[0].message.content
            finally:
                log(attempt)
        raise RuntimeError(f"gave up after {self.retries}") from None
`,
  `from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

prompt = ChatPromptTemplate.from_messages([("system", "Answer in {language}."), ("human", "{question}")])
chain = (
    prompt
    | ChatOpenAI(model="gpt-4o", temperature=0).bind_tools([search, fetch])
    | StrOutputParser()
)
answers = [chain.invoke({"language": "de", "question": q}) for q in questions if len(q) > 3]

def main(argv=None):
    with open("log.txt", "a") as log, lock:
        while True:
            line = input("> ")
            if not line: break
            elif line == 'quit': return 0
            if (found := cache.get(line)) is not None and found.age() < 60:
                print(found)
            match line.split():
                case ["ask", *words]:
                    log.write('''
    multi
    line %s''' % " ".join(words))
                case _:
                    pass

if __name__ == "__main__":
    main()
`,
  `import anthropic, json

def run(items, k = lambda i: i["score"], system = "You are" " helpful." '''
And kind.'''):
    global total
    best = sorted(items, key=k)[-1:][0]
    body = {"a": [1, 2.5e3, 0xff], 'b': (None, True), **best, "c": {x for x in items}}
    assert body["a"], f"{body=} {len(items):>{width()}}"
    del body["a"]
    total += yield from send(json.dumps(body, sort_keys=True))
    x = y = -best.size ** 2 if best and not best.done else ~0
    return x, y, *rest(), b"\\x00"
`,
];
