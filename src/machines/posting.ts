/** A message of the catalogue. */
export type Message = Readonly<Record<string, unknown>>;
/** The chosen way of posting, by name. */
export type Form = Readonly<Record<string, string>>;

/** How a provider's widget puts its messages on the wire: what only a simulator has to know. */
export interface ProviderPosting {
  /** The origin that the real widget posts from, where a document or an SDK tells it. */
  readonly origin: string | null;
  /** The ways of posting that the host or the SDK's version chooses: values by name, the usual one first. */
  readonly forms: Readonly<Record<string, readonly string[]>>;
  /** One message of the catalogue as it goes on the wire. */
  readonly post: (message: Message, form: Form) => unknown;
  /** The second message that the widget posts beside one, by itself, where it does so. */
  readonly copyOf: (message: Message, form: Form) => { readonly copy: Message; readonly first: boolean } | null;
  /** Whether a type is such a copy, which nobody has to choose. */
  readonly isCopy: (type: string, form: Form) => boolean;
  /** A message in the provider's envelope with a name that no document knows. */
  readonly unknown: unknown;
  /** The message by which the widget tells that it is offline, where it has one. */
  readonly offline: unknown;
}
