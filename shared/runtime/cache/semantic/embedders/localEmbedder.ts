import type { EmbedderSettings } from '../../../settings.ts';
import type { Opened } from './embedder.ts';

/** Loads the model of this machine; each only where it is wanted. */
export async function openLocalEmbedder(settings: Exclude<EmbedderSettings, { kind: 'endpoint' }>): Promise<Opened> {
  if (settings.kind === 'onnx') return (await import('./onnxEncoder.ts')).openOnnxEncoder(settings.folder, settings.packages);
  return (await import('./sentenceEncoder.ts')).openSentenceEncoder(settings.folder);
}
