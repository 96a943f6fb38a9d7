/**
 * The most tokens of one image. platform.openai.com/docs/guides/images-vision: models that count tiles take 8 tiles at most (2048 by 768), each
 * with the model's own number; models that count patches of 32 pixels take 1,536 and multiply. From GPT-5.4 on `original` detail goes beyond; GPT-6
 * was seen to count 14,364 for 12 megapixels (image-token-cost, 2026), and 48 megapixels are the most a camera makes.
 */
const TILED_MINI = 2833 + 8 * 5667;
const TILED = 85 + 8 * 170;
const PATCHES = Math.ceil(1536 * 2.46);
const ORIGINAL = 4 * 14_364;

export function mostImageTokens(model: string | undefined): number {
  if (model === undefined) return ORIGINAL;
  if (/gpt-4o-mini/.test(model)) return TILED_MINI;
  if (/gpt-4o|chatgpt-4o|^o[13](-|$)|gpt-4-(turbo|vision)|gpt-4\.5|gpt-4\.1(?!-)|gpt-4\.1-\d/.test(model)) return TILED;
  if (/gpt-4\.1-(mini|nano)|^o4-mini|^gpt-5(-|$|\.[123])/.test(model)) return PATCHES;
  return ORIGINAL;
}
