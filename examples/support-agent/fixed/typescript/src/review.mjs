/** Checks a sample of sent answers against the policy, on the company's own AWS account. */
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { SUPPORT_POLICY } from './policy.ts';

const bedrock = new BedrockRuntimeClient({ region: 'eu-central-1' });

/**
 * @param {string} question
 * @param {string} answer
 */
export async function review(question, answer) {
  const reply = await bedrock.send(
    new ConverseCommand({
      modelId: 'eu.anthropic.claude-sonnet-5',
      system: [{ text: SUPPORT_POLICY }, { cachePoint: { type: 'default' } }],
      messages: [
        {
          role: 'user',
          content: [{ text: `List what in this answer breaks the policy, or reply "fine".\n\nTicket:\n${question}\n\nAnswer:\n${answer}` }],
        },
      ],
      inferenceConfig: { maxTokens: 500 },
    }),
  );
  return reply.output?.message?.content?.[0]?.text ?? '';
}
