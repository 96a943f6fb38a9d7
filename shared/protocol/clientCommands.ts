/**
 * Commands that an editor's extension runs when a code action or a lens of the server names them. An editor says that it has them by
 * `initializationOptions: { clientCommands: true }`; to others the server shows links and titles alone.
 */

/** Opens the page of a rule. Argument: the rule's id. */
export const EXPLAIN_RULE = 'farthing.explainRule';

/** Shows at its place what is known of a call. Arguments: the document's uri, and the position as the protocol writes it. */
export const SHOW_CALL = 'farthing.showCall';

export interface InitializationOptions {
  readonly clientCommands?: boolean;
  /** Whether the user trusts the workspace: only then is the runtime told of it, and what it saw is shown. True unless said. */
  readonly trusted?: boolean;
}
