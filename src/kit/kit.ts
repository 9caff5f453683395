/** What tools need of a provider, apart from it, so that no app carries manuals and samples. */
import type { AnyStateMachine, ContextFrom, InputFrom } from 'xstate';
import type { EventTypeOf } from '../provider/definition.ts';
import type { Evidence } from '../provider/evidence.ts';
import type { Provider } from '../provider/provider.ts';
import type { Schema } from '../provider/schemas.ts';

/** What is known of one message, in words and by example: a page of the manual. */
export interface MessageText<TType extends string = string> {
  /** The provider's own name for it. */
  readonly type: TType;
  /** The section of the provider's document, or the like. */
  readonly kind: string;
  readonly evidence: Evidence;
  /** Where the evidence is found. */
  readonly source: string;
  readonly description: string;
  /** Messages as posted; at least one, each valid. The envelope of the first is the one that is described. */
  readonly samples: readonly [unknown, ...unknown[]];
}

/** The same, with the schema of the message as posted, which the envelope and the event's schema make. */
export interface CatalogueEntry extends MessageText {
  readonly schema: Schema;
}

/** A message as an object of the catalogue's samples. */
export type Message = Readonly<Record<string, unknown>>;
/** The chosen variant of each choice, by name. */
export type Variants = Readonly<Record<string, string>>;

/** A message that the widget posts by itself beside another one. */
export interface MessageCopy {
  readonly copy: Message;
  /** Whether it is posted before the other one. */
  readonly first: boolean;
}

/** How a widget puts its messages on the wire: what only a simulator has to know. */
export interface WireFormat {
  /** The choices of the host or of the SDK's version: values by name, the usual one first. */
  readonly variants: Readonly<Record<string, readonly string[]>>;
  /** A sample of the catalogue as it goes on the wire. */
  readonly post: (message: Message, variants: Variants) => unknown;
  /** The second message that the widget posts beside one, by itself; null where it does not. */
  readonly copyOf: (message: Message, variants: Variants) => MessageCopy | null;
  /** Whether a type is such a copy, which nobody has to choose. */
  readonly isCopy: (type: string, variants: Variants) => boolean;
  /** A message in the provider's envelope with a name that no document knows. */
  readonly unknown: unknown;
  /** The message by which the widget says that it is offline, or null. */
  readonly offline: unknown;
}

/** How a simulated widget is told apart from others. */
export interface Presentation {
  /** What the widget is for, in a word or two. */
  readonly kind: string;
  /** The path of an icon on a field of 24 by 24. */
  readonly icon: string;
  /** A hue in degrees. */
  readonly hue: number;
  /** A type without what begins most names of its provider, for buttons. @default the type itself */
  readonly shortName: (type: string) => string;
}

/** What generated tests need to know of the chart. */
export interface ChartExploration<TMachine extends AnyStateMachine = AnyStateMachine> {
  /** Inputs that together open and close every region of the chart. */
  readonly inputs: readonly InputFrom<TMachine>[];
  /** What decides on what comes next, beside the answers of the guards that read the context only. */
  readonly abstractContext: (context: ContextFrom<TMachine>) => unknown;
  /**
   * Regions that answer to their own events, by the types that move them (with those that lead there): explored beside
   * the rest, each of their states would multiply all others. Without any, everything is explored together.
   */
  readonly projections: readonly { readonly name: string; readonly includes: (type: string) => boolean }[];
}

/** A frame that a simulated SDK shows. */
export interface SdkFrame {
  hide(): void;
  remove(): void;
}

/** How a simulated SDK shows the widget's frame. */
export interface SdkFrameOptions {
  /** The frame's title, for who cannot see it. */
  readonly title: string;
  /** An element of the host's page, or a selector of one, that the frame is put into. @default it lies over the page */
  readonly within?: unknown;
  /** The class of the element that holds a frame over the page. */
  readonly className?: string | undefined;
  /** Called with each message that the widget posts. */
  readonly onMessage: (message: unknown) => void;
  /** Called when the widget has loaded, with a function that posts to it. */
  readonly onLoad?: ((post: (message: unknown) => void) => void) | undefined;
}

/** What a simulated SDK is given in the host's page. */
export interface SdkTools {
  /** The chosen variants of the wire format. */
  readonly variants: Variants;
  showFrame(options: SdkFrameOptions): SdkFrame;
  /** Calls a host's callback, where there is one; what it throws is reported, and stops nothing. */
  call(callback: unknown, ...args: readonly unknown[]): void;
}

/** A stand-in for the script of the provider's own SDK. */
export interface SimulatedSdk {
  /** The address that host pages load the SDK from; null where no document has one. */
  readonly script: string | RegExp | null;
  /** The address that the stand-in shows the widget at. */
  readonly frame: string;
  /**
   * Runs in the host's page and defines on `globalThis` what the SDK defines there. It is written into a script as it
   * stands, so it may use nothing from around it.
   */
  readonly define: (tools: SdkTools) => void;
}

/** All that tools need of a provider. Make one with `defineKit`. */
export interface Kit<TProvider extends Provider = Provider> {
  readonly provider: TProvider;
  /** Every message that documents know, in their order. */
  readonly catalogue: readonly CatalogueEntry[];
  readonly wire: WireFormat;
  readonly presentation: Presentation;
  /** The origins that the real widget posts from, as far as documents or SDKs tell them; the usual one first. */
  readonly origins: readonly string[];
  readonly sdk: SimulatedSdk | null;
  readonly exploration: ChartExploration;
  /** The configuration and the variants that a widget's address tells. */
  readonly fromAddress: (address: URL) => { readonly input?: unknown; readonly variants?: Variants };
  /** The places of the chart's states and arrows, as `npm run layouts` or `layOut` packs them; null lays it out anew. */
  readonly layout: string | null;
}

/** What a kit is made of. What is left out is derived from the provider, or left plain. */
export interface KitDefinition<TProvider extends Provider> {
  readonly catalogue: readonly MessageText<EventTypeOf<TProvider['machine']>>[];
  readonly wire?: Partial<WireFormat> | undefined;
  readonly presentation?: Partial<Presentation> | undefined;
  readonly origins?: readonly string[] | undefined;
  readonly sdk?: SimulatedSdk | undefined;
  readonly exploration?: Partial<ChartExploration<TProvider['machine']>> | undefined;
  readonly fromAddress?: Kit['fromAddress'] | undefined;
  readonly layout?: string | undefined;
}
