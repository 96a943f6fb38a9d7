/** What objects of Gemini's replies say: a response, which is also the chunk of a stream, and an interaction. */
import { type GeminiUsage, type InteractionUsage, usageOfGemini, usageOfInteraction } from '../../../money/providerUsage.ts';
import { type ServiceTier, serviceTier } from '../../../money/usage.ts';
import type { RequestFacts } from '../dialect.ts';
import { asObject, asText, type JsonObject, jsonText, objectsOf } from '../jsonValue.ts';
import { errorMessage, type ReplyNotes, usageOrNothing } from '../replyFacts.ts';
import { member } from './input.ts';

export const NATURAL = new Set(['STOP', 'completed', 'requires_action']);

export function noteResponse(response: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  notes.model = asText(member(response, 'modelVersion')) ?? notes.model;
  if (response.error) notes.error = errorMessage(response) ?? 'the provider reported an error';
  const blocked = asText(member(asObject(member(response, 'promptFeedback')), 'blockReason'));
  if (blocked !== undefined) notes.finishReasons.push(blocked);
  for (const candidate of objectsOf(response.candidates)) {
    const reason = asText(member(candidate, 'finishReason'));
    if (reason !== undefined && reason !== 'FINISH_REASON_UNSPECIFIED') notes.finishReasons.push(reason);
    notes.toolCalls += objectsOf(asObject(candidate.content)?.parts).filter(part => member(part, 'functionCall')).length;
    if (asObject(member(candidate, 'groundingMetadata'))) notes.toolUses.google_search = 1;
  }
  noteUsage(response, facts, notes);
}

export function noteUsage(response: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  const reported = asObject(member(response, 'usageMetadata'));
  if (!reported) return;
  const traffic = asText(reported.trafficType) ?? '';
  const tier: ServiceTier | undefined = TRAFFIC[traffic] ?? facts.tier;
  if (/OFFPEAK|PROVISIONED/.test(traffic)) notes.unpriced.add(`traffic of the kind ${traffic} has a price of its own`);
  noteModalities(notes, reported, ['promptTokensDetails', 'toolUsePromptTokensDetails'], /AUDIO/);
  noteModalities(notes, reported, ['candidatesTokensDetails'], /AUDIO|IMAGE|VIDEO/);
  notes.usage =
    usageOrNothing(() => ({ ...usageOfGemini(reported as GeminiUsage), ...(tier === undefined ? {} : { tier }) })) ?? notes.usage;
}

const TRAFFIC: Readonly<Record<string, ServiceTier>> = { ON_DEMAND: 'standard', ON_DEMAND_PRIORITY: 'priority', ON_DEMAND_FLEX: 'flex' };

/** Sound in, and sound and images out, have rates of their own (ai.google.dev/gemini-api/docs/pricing). */
function noteModalities(notes: ReplyNotes, reported: JsonObject, names: readonly string[], apart: RegExp): void {
  for (const detail of names.flatMap(name => objectsOf(member(reported, name)))) {
    const modality = asText(detail.modality) ?? '';
    if (apart.test(modality) && member(detail, 'tokenCount'))
      notes.unpriced.add(`${modality.toLowerCase()} tokens have a price of their own`);
  }
}

export function textOfResponse(response: JsonObject | undefined): string {
  let text = '';
  for (const candidate of objectsOf(response?.candidates)) {
    for (const part of objectsOf(asObject(candidate.content)?.parts)) {
      const call = asObject(member(part, 'functionCall'));
      text += asText(part.text) ?? (call ? `${asText(call.name) ?? ''}${jsonText(call.args ?? {})}` : '');
    }
  }
  return text;
}

export function noteInteraction(interaction: JsonObject, facts: RequestFacts, notes: ReplyNotes): void {
  notes.model = asText(interaction.model) ?? notes.model;
  if (interaction.error) notes.error = errorMessage(interaction) ?? 'the provider reported an error';
  const status = asText(interaction.status);
  if (status === 'queued' || status === 'in_progress') notes.continues = true;
  else if (status !== undefined) {
    notes.continues = false;
    notes.finishReasons.push(status);
  }
  if (status === 'failed') notes.error ??= 'the interaction failed';
  notes.toolCalls += objectsOf(interaction.steps).filter(step => step.type === 'function_call').length;
  const reported = asObject(interaction.usage);
  if (!reported) return;
  const tier = serviceTier(asText(interaction.service_tier) ?? '') ?? facts.tier;
  const usage = usageOrNothing(() => ({ ...usageOfInteraction(reported as InteractionUsage), ...(tier === undefined ? {} : { tier }) }));
  notes.usage = usage ?? notes.usage;
  for (const use of objectsOf(reported.grounding_tool_count)) notes.toolUses.google_search = Number(use.count ?? 1);
  for (const detail of [...objectsOf(reported.input_tokens_by_modality), ...objectsOf(reported.output_tokens_by_modality)]) {
    if (/audio/i.test(asText(detail.modality) ?? '') && detail.tokens) notes.unpriced.add('audio tokens have a price of their own');
  }
}

export function textOfInteraction(interaction: JsonObject | undefined): string {
  return objectsOf(interaction?.steps)
    .flatMap(step => objectsOf(step.content))
    .map(part => asText(part.text) ?? '')
    .join('');
}
