/** What every JavaScript runtime has beside the language, as far as the charts and the sessions use it. */

declare class URL {
  static canParse(url: string, base?: string): boolean;
  constructor(url: string, base?: string);
  readonly href: string;
  readonly origin: string;
  readonly pathname: string;
  readonly protocol: string;
  readonly searchParams: Iterable<[name: string, value: string]> & { get(name: string): string | null };
}

declare const console: { warn(text: string): void };

declare function queueMicrotask(callback: () => void): void;
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;
