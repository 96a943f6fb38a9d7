/** JSON schemas by zod, which is loaded when the first is asked for. */

/** A schema that cannot be read is fitted by nothing. */
export async function fitsSchema(text: string, schema: unknown): Promise<boolean> {
  const { fromJSONSchema } = await import('zod');
  try {
    return fromJSONSchema(schema as Parameters<typeof fromJSONSchema>[0]).safeParse(JSON.parse(withoutFence(text))).success;
  } catch {
    return false;
  }
}

/** Models put JSON into fences unless they are told not to. */
function withoutFence(text: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text;
}
