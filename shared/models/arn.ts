/** What a Bedrock ARN given as model id says about the model. */

export type ArnReading = { readonly id: string } | { readonly reason: string };

const ARN = /^arn:aws(?:-[a-z]+)*:([a-z0-9-]+):([a-z0-9-]*):(\d*):([a-z-]+)\/(.+)$/;

/** Resources that do not name their model, and what to do about it. */
const NAMELESS: Readonly<Record<string, string>> = {
  'application-inference-profile':
    'an application inference profile does not name its model: map its ARN to a model id under `models` in the configuration',
  'prompt-router':
    'a prompt router picks the model for each request: the price is known from the response (trace.promptRouter.invokedModelId)',
  'default-prompt-router':
    'a prompt router picks the model for each request: the price is known from the response (trace.promptRouter.invokedModelId)',
  'provisioned-model': 'provisioned throughput is bought by the hour, not by the token',
  'custom-model': 'a custom model has a price of its own: give its rates under `models` in the configuration',
  'custom-model-deployment': 'a custom model has a price of its own: give its rates under `models` in the configuration',
  'imported-model': 'an imported model is billed by the minute, not by the token',
  prompt: 'a stored prompt names its model in AWS, not here: map its ARN to a model id under `models` in the configuration',
  endpoint: 'a SageMaker endpoint is billed by the hour, not by the token',
};

/** Undefined when the text is no ARN. Foundation models and system-defined inference profiles name their model. */
export function readArn(text: string): ArnReading | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, service, , , type = '', resource = ''] = ARN.exec(text) ?? [];
  if (service === 'bedrock' && (type === 'foundation-model' || type === 'inference-profile')) return { id: resource };
  return { reason: NAMELESS[type] ?? 'an ARN that does not name a model' };
}
