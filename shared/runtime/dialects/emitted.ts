/**
 * The text a reply has emitted. It is needed only for replies that end without a count of tokens, so events are kept as they came and read when
 * somebody asks, or when they take more room than their text would.
 */

/** Bytes of unread events that are kept; 200 slow streams stay below 15 MB. */
const UNREAD_BYTES = 64 * 1024;
/** Letters that are kept; further text is counted and let go. No model writes more in one answer. */
const KEPT_LETTERS = 4_000_000;

export class EmittedText {
  readonly #textOf: (event: Buffer) => string;
  #unread: Buffer[] = [];
  #unreadBytes = 0;
  #text = '';
  #characters = 0;

  /** `textOf` reads the text out of an event; it must not throw. */
  constructor(textOf: (event: Buffer) => string) {
    this.#textOf = textOf;
  }

  addEvent(event: Buffer): void {
    this.#unread.push(event);
    this.#unreadBytes += event.length;
    if (this.#unreadBytes > UNREAD_BYTES) this.#readAll();
  }

  addText(text: string): void {
    this.#readAll();
    this.#add(text);
  }

  get text(): string {
    this.#readAll();
    return this.#text;
  }

  get characters(): number {
    this.#readAll();
    return this.#characters;
  }

  #readAll(): void {
    if (this.#unread.length === 0) return;
    const events = this.#unread;
    this.#unread = [];
    this.#unreadBytes = 0;
    for (const event of events) this.#add(this.#textOf(event));
  }

  #add(text: string): void {
    this.#characters += text.length;
    if (this.#text.length < KEPT_LETTERS) this.#text += text;
  }
}
