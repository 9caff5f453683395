/** What tests have done with a state or a transition. */
export type Coverage = 'covered' | 'partly' | 'missed' | 'unreachable';

/**
 * What is shown on a diagram. States are named by their dotted paths, transitions by their ids, which are those of
 * `./testing`.
 */
export interface SvgOptions {
  /** The states that the widget is in: their paths. States around them are lit too. */
  readonly active?: readonly string[];
  /** The transitions that could be taken next. */
  readonly possible?: readonly string[];
  /** The transitions that were taken so far, and the states that were entered. */
  readonly taken?: readonly string[];
  /** What tests have done with a state or a transition. */
  readonly coverage?: Readonly<Record<string, Coverage>>;
  /** How often a log was in a state or took a transition: thicker for more, pale for never. */
  readonly traffic?: Readonly<Record<string, number>>;
  /** Light or dark, whatever the reader prefers. */
  readonly theme?: 'light' | 'dark';
}
