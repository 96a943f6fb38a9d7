/** In the workspace's own memory: whether its terminals are metered. Also a context key, for the commands that switch it. */
export const METERED = 'farthing.terminalsMetered';
/** Whether the user was asked, and said yes. */
export const CONSENTED = 'farthing.terminalsConsent';
