/** A refusal as the AWS SDKs raise it: ServiceQuotaExceededException with the message, once; 429 and 5xx they retry. */
import type { Refusal, RefusalReply } from '../dialect.ts';
import { refusalReply } from '../refusalReply.ts';

export function refuse({ message, requestId }: Refusal): RefusalReply {
  return refusalReply(400, { 'x-amzn-errortype': 'ServiceQuotaExceededException', 'x-amzn-requestid': requestId }, { message });
}
