import type { defaultProvider } from '@aws-sdk/credential-provider-node';

export type AwsCredentials = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>;

/** The user's AWS credentials now; undefined where none are found. */
export type CredentialSource = () => Promise<AwsCredentials | undefined>;

/** Looking for credentials that are not there can take a second (an instance's metadata service is asked last): not for every request. */
const LOOK_AGAIN_MS = 60_000;

/**
 * The chain of the AWS SDK: environment, SSO, profiles, processes, container and instance. It is loaded with the first request that needs it, and keeps
 * credentials until they are about to expire.
 */
export function credentialChain(now: () => number): CredentialSource {
  let chain: (() => Promise<AwsCredentials>) | undefined;
  let absentUntil = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() < absentUntil) return undefined;
    chain ??= (await import('@aws-sdk/credential-provider-node')).defaultProvider();
    try {
      return await chain();
    } catch (error) {
      // Nothing found is an answer; a broken profile or an expired login reads the same to the caller: there are none.
      if ((error as Error).name !== 'CredentialsProviderError' && (error as Error).name !== 'TokenProviderError') throw error;
      absentUntil = now() + LOOK_AGAIN_MS;
      return undefined;
    }
  };
}
