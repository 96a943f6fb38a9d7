import { asObject, type JsonObject } from '../dialects/jsonValue.ts';

/** The JSON schema that a request wants its answer in, wherever an API has it; undefined where it has none. */
export function schemaIn(body: JsonObject): unknown {
  const chat = asObject(asObject(body.response_format)?.json_schema)?.schema;
  const responses = asObject(asObject(body.text)?.format)?.schema;
  const messages = asObject(asObject(body.output_config)?.format)?.schema ?? asObject(body.output_format)?.schema;
  const config = asObject(body.generationConfig);
  return chat ?? responses ?? messages ?? config?.responseJsonSchema ?? config?.responseSchema;
}
