/** What every JavaScript runtime has beside the language, as far as the charts and the sessions use it. */

declare class URL {
  static canParse(url: string, base?: string): boolean;
  constructor(url: string, base?: string);
  readonly pathname: string;
  readonly protocol: string;
  readonly searchParams: Iterable<[name: string, value: string]>;
}

declare const console: { warn(text: string): void };

declare function queueMicrotask(callback: () => void): void;
declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;
