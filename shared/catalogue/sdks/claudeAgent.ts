/** Claude Agent SDK (before: Claude Code SDK): an agent that runs on the user's machine until it is done or its turns are used up. */
import type { LoopBound, Params, Sdk } from '../schema.ts';

const source =
  'anthropics/claude-agent-sdk-python types.py ClaudeAgentOptions; @anthropic-ai/claude-agent-sdk sdk.d.ts Options: max_turns/maxTurns optional, no default';

const bound = (paths: readonly string[]): LoopBound => ({ paths, default: null, source });

const options = (at: string): Params => ({
  model: [`${at}.model`],
  system: [
    `${at}.system_prompt`,
    `${at}.append_system_prompt`,
    `${at}.systemPrompt`,
    `${at}.appendSystemPrompt`,
    `${at}.customSystemPrompt`,
  ],
  loop: bound([`${at}.max_turns`, `${at}.maxTurns`]),
});

export const claudeAgent: Sdk = {
  id: 'claude-agent-sdk',
  title: 'Claude Agent SDK',
  provider: 'anthropic',
  modules: { python: ['claude_agent_sdk', 'claude_code_sdk'], typescript: ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code'] },
  clients: [
    {
      id: 'client',
      names: ['ClaudeSDKClient'],
      role: 'agent',
      positional: ['options'],
      calls: [
        {
          api: 'query',
          kind: 'framework',
          operation: 'agent',
          methods: ['query'],
          positional: ['prompt'],
          params: { ...options('@options'), messages: ['prompt'] },
        },
      ],
    },
  ],
  functions: [
    { api: 'query', kind: 'framework', operation: 'agent', methods: ['query'], params: { ...options('options'), messages: ['prompt'] } },
  ],
  source,
};
