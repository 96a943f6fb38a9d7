import assert from 'node:assert/strict';
import { createScan, importedSdks } from '../../../server/project/importScan.ts';
import type { Sdk } from '../../../shared/catalogue/schema.ts';

function sdk(id: string, more: Partial<Sdk>): Sdk {
  return { id, title: id, provider: 'unknown', modules: {}, clients: [], source: 'test', ...more };
}

const SDKS = [
  sdk('openai', { modules: { python: ['openai'], typescript: ['openai'] } }),
  sdk('genai', { modules: { python: ['google.genai'], typescript: ['@google/genai'] } }),
  sdk('bedrock', { modules: { python: ['boto3'], typescript: ['@aws-sdk/client-bedrock-runtime'] }, hints: ['bedrock'] }),
  sdk('langchain', { modules: { python: ['langchain_openai'], typescript: ['@langchain/'] } }),
  sdk('http', { modules: { python: ['requests'] }, globals: ['fetch'], hints: ['api.openai.com'] }),
];

const scan = createScan(SDKS);

const TABLE: readonly [path: string, text: string, imports: readonly string[], isSdk: boolean][] = [
  ['a.py', 'import openai', ['openai'], true],
  ['a.py', 'from openai.types import X', ['openai.types'], true],
  ['a.py', 'import os, openai as o', ['os', 'openai'], true],
  ['a.py', 'try: import openai\nexcept ImportError: openai = None', ['openai'], true],
  ['a.py', 'import openai_tools', ['openai_tools'], false],
  ['a.py', 'from .openai import x\nfrom ..a import b\nfrom . import c', ['.openai', '.openai.x', '..a', '..a.b', '.', '.c'], false],
  ['a.py', 'from google import genai', ['google', 'google.genai'], true],
  ['a.py', 'from google import auth', ['google', 'google.auth'], false],
  ['a.py', 'from google.cloud import genai_like', ['google.cloud', 'google.cloud.genai_like'], false],
  ['a.py', 'from app import (\n    llm,  # ours\n    Other as thing,\n)', ['app', 'app.llm', 'app.ours', 'app.as', 'app.thing'], false],
  ['a.py', 'import boto3\ns3 = boto3.client("s3")', ['boto3'], false],
  ['a.py', 'import boto3\nb = boto3.client("bedrock-runtime")', ['boto3'], true],
  ['a.py', 'import requests\nrequests.post("https://api.openai.com/v1/chat/completions")', ['requests'], true],
  ['a.py', 'import requests\nrequests.post("https://example.org")', ['requests'], false],
  ['a.ts', "import OpenAI from 'openai';", ['openai'], true],
  ['a.ts', 'import type { X } from "openai/resources";', ['openai/resources'], true],
  ['a.ts', "import { x } from 'openai-edge';", ['openai-edge'], false],
  ['a.js', "const { OpenAI } = require('openai')", ['openai'], true],
  ['a.js', "const m = await import( 'openai' )", ['openai'], true],
  ['a.ts', "import 'side';\nexport * from './openai';", ['side', './openai'], false],
  ['a.ts', "import { ChatOpenAI } from '@langchain/openai';", ['@langchain/openai'], true],
  ['a.ts', "import {\n  a,\n  b,\n} from '@google/genai';", ['@google/genai'], true],
  ['a.ts', "await fetch('https://api.openai.com/v1/responses')", [], true],
  ['a.ipynb', '{"source": ["import os\\n", "from openai import OpenAI\\n"]}', ['os', 'openai'], true],
  ['a.ipynb', '{"source": ["import OpenAI from \\"openai\\""]}', ['OpenAI', 'openai'], true],
];

describe('import scan', () => {
  for (const [path, text, imports, isSdk] of TABLE) {
    it(`${JSON.stringify(text)} in ${path} ${isSdk ? 'imports' : 'does not import'} an SDK`, () => {
      assert.deepEqual(scan(path, text), { sdk: isSdk, imports });
    });
  }

  it('tells which SDKs are imported, whatever else a file must hold for one to matter', () => {
    assert.deepEqual([...importedSdks(['os', 'boto3', 'openai.types', 'google.auth', './requests'], SDKS)].sort(), ['bedrock', 'openai']);
  });
});
