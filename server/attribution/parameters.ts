/** Members of a request's body that the code gives by name. */
import type { Parameters } from '../../shared/protocol/sites.ts';
import { type Arguments, read } from '../calls/argumentPath.ts';
import type { CallSite } from '../calls/callSite.ts';
import { NO_ARGUMENTS } from '../resolve/construct.ts';

/** Names that mean the same in code and in the body of the request, as the SDKs of the large providers spell them; where they stand in a config, in either place. */
const NAMES = [
  'temperature',
  'top_p',
  'topP',
  'top_k',
  'topK',
  'seed',
  'n',
  'stop',
  'stop_sequences',
  'stopSequences',
  'frequency_penalty',
  'presence_penalty',
  'response_format',
  'responseMimeType',
  'response_mime_type',
  'tool_choice',
  'logprobs',
  'reasoning_effort',
  'verbosity',
  'store',
  'dimensions',
  'encoding_format',
  'safety_identifier',
  'prompt_cache_key',
  'previous_response_id',
] as const;

const HOLDERS = ['', 'config.', 'generationConfig.', 'generation_config.', 'inferenceConfig.'] as const;

export function parametersOf(call: CallSite): Parameters {
  const args: Arguments = { own: call.arguments, receiver: [], made: () => NO_ARGUMENTS };
  const found: Record<string, string | number | boolean | null> = {};
  for (const name of NAMES) {
    for (const holder of HOLDERS) {
      const reading = read(args, `${holder}${name}`);
      if (reading.state !== 'found' || reading.maybe) continue;
      const { value } = reading;
      // What may be None may not be sent at all.
      if (value.kind === 'constant' && value.value !== null) found[name] = value.value;
      else if (value.kind === 'dict' || value.kind === 'list') found[name] = null;
      break;
    }
  }
  return found;
}
