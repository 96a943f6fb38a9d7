/** Puts a finished answer into the customer's language. */
import { anthropic } from '@ai-sdk/anthropic';
import { generateText } from 'ai';

export async function translate(answer: string, language: string): Promise<string> {
  const { text } = await generateText({
    model: anthropic('claude-sonnet-5-5'),
    maxOutputTokens: 600,
    system: 'You translate answers of a bike shop to its customers. Keep amounts, dates, order numbers and names as they are. Reply with the translation alone.',
    prompt: `Into ${language}:\n\n${answer}`,
  });
  return text;
}
