/** Where a message came from, as far as the transport can tell. */
export interface MessageSource {
  /** The sender's origin, where there is one to know. */
  readonly origin?: string | undefined;
}

/** Takes one message as posted. */
export type Receive = (message: unknown, source?: MessageSource) => void;

/**
 * Where messages come from. A transport may be attached any number of times; each attachment is cleaned up by the
 * function it returns, which may be called twice.
 */
export interface Transport {
  /** The origins to trust, where messages have one. */
  readonly origins?: readonly string[];
  attach(receive: Receive): () => void;
}
