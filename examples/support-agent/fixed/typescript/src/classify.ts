/** Says which queue a ticket belongs to, by the policy. */
import Anthropic from '@anthropic-ai/sdk';
import { SUPPORT_POLICY } from './policy.ts';

const client = new Anthropic();

export const QUEUES = ['orders', 'returns', 'warranty', 'repairs', 'rental', 'privacy', 'business', 'safety', 'legal', 'press', 'fraud'] as const;
export type Queue = (typeof QUEUES)[number];

export async function classify(question: string): Promise<Queue> {
  const message = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 16,
    system: [{ type: 'text', text: SUPPORT_POLICY, cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: `Which of these queues does the ticket belong to: ${QUEUES.join(', ')}? Reply with one word.\n\n${question}` }],
  });
  const [block] = message.content;
  const word = block?.type === 'text' ? block.text.trim().toLowerCase() : '';
  return QUEUES.find(queue => queue === word) ?? 'orders';
}
