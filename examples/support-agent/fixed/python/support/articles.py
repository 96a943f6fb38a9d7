"""Finds the help articles that belong to a question. The shop exports them every night, one JSON file each."""

import json
import os
from pathlib import Path

from langchain_core.documents import Document
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_openai import OpenAIEmbeddings

ARTICLES = Path(os.environ.get("ARTICLES", "articles"))


def load_articles(folder: Path = ARTICLES) -> list[Document]:
    documents = []
    for path in sorted(folder.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        documents.append(Document(page_content=article["body"], metadata={"title": article["title"]}))
    return documents


store = InMemoryVectorStore(OpenAIEmbeddings(model="text-embedding-3-small"))
store.add_documents(load_articles())

# The right article is among the first three or it is not found at all.
retriever = store.as_retriever(search_kwargs={"k": 5})


def find_articles(question: str) -> str:
    found = retriever.invoke(question)
    return "\n\n".join(f"## {article.metadata['title']}\n{article.page_content}" for article in found)
