/** Batches analysed by worker threads, each taking the next when it is done with one. */
import { Worker } from 'node:worker_threads';
import type { BatchRequest, WorkerMessage, WorkerSetUp } from './messages.ts';

export type BatchDone = Extract<WorkerMessage, { kind: 'batch' }>;

export interface WorkerPool {
  /** `eachFile` is called after every file, `eachBatch` with every batch, in the order they are done. */
  analyse(
    batches: readonly (readonly string[])[],
    carriers: NonNullable<BatchRequest['carriers']>,
    eachFile: () => void,
    eachBatch: (batch: BatchDone) => void,
  ): Promise<void>;
  close(): Promise<void>;
}

export function openWorkerPool(threads: number, setUp: WorkerSetUp): WorkerPool {
  const file = new URL(import.meta.url.endsWith('.ts') ? './analysisWorker.ts' : './analysisWorker.js', import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: setUp }));
  return {
    async analyse(batches, carriers, eachFile, eachBatch) {
      const queue = [...batches];
      const work = async (worker: Worker) => {
        let known: BatchRequest['carriers'] = carriers;
        for (let paths = queue.shift(); paths; paths = queue.shift()) {
          eachBatch(await ask(worker, { paths, carriers: known }, eachFile));
          known = undefined;
        }
      };
      await Promise.all(workers.map(work));
    },
    async close() {
      await Promise.all(workers.map(worker => worker.terminate()));
    },
  };
}

function ask(worker: Worker, request: BatchRequest, eachFile: () => void): Promise<BatchDone> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: WorkerMessage) => {
      if (message.kind === 'file') return eachFile();
      settle();
      resolve(message);
    };
    const onFailure = (reason: unknown) => {
      settle();
      reject(reason instanceof Error ? reason : new Error(`a worker thread ended with code ${String(reason)}`));
    };
    const settle = () => {
      worker.off('message', onMessage).off('error', onFailure).off('exit', onFailure);
    };
    worker.on('message', onMessage).on('error', onFailure).on('exit', onFailure);
    worker.postMessage(request);
  });
}
