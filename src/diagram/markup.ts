/** SVG as text. */

type Value = string | number | undefined;

/** An element with attributes and what is in it, which is markup already. */
export function element(name: string, values: Readonly<Record<string, Value>>, ...content: readonly string[]): string {
  const inner = content.join('');
  return inner === '' ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${inner}</${name}>`;
}

/** Attributes; those without a value are left out. */
export function attributes(values: Readonly<Record<string, Value>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${escaped(String(value))}"`]))
    .join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML cannot hold: most control characters, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to replace
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text that stays text, whatever it holds. What XML cannot hold becomes a replacement character. */
export function escaped(text: string): string {
  return text.replace(unfit, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
