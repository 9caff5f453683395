/** Text in HTML, SVG and XML. */

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

/**
 * A text as content, or as a quoted attribute: it stays text, whatever it holds. What XML cannot hold becomes a
 * replacement character.
 */
export function escapeMarkup(text: string): string {
  return text.replace(unfit, '\ufffd').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
