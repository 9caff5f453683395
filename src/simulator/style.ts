/** How a simulated widget looks. Each text has a contrast of at least 4.5 to 1 on the ground it stands on. */
export const style = `
:root {
  color-scheme: light dark; --hue: 215;
  --ground: #eef0f3; --card: #ffffff; --line: #c9ced6; --quiet-line: #e3e6eb; --text: #1b1f24; --quiet: #57606a;
  --move: hsl(var(--hue) 70% 28%); --on-move: #ffffff; --move-hover: hsl(var(--hue) 70% 21%);
  --trouble: #b3261e; --fill: #f4f5f7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101316; --card: #1c2026; --line: #4a525d; --quiet-line: #2c323a; --text: #e6e9ed; --quiet: #a3abb5;
    --move: hsl(var(--hue) 65% 72%); --on-move: #101316; --move-hover: hsl(var(--hue) 75% 80%);
    --trouble: #ff8a80; --fill: #252a31;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--text);
  font: 0.9375rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.6rem; padding: 0.75rem 1rem;
  max-width: 30rem; margin: 0 auto; }
header svg { width: 1.5rem; height: 1.5rem; fill: var(--move); flex: none; }
header strong { font-size: 1.05rem; }
header span { color: var(--quiet); font-size: 0.8125rem; margin-inline-start: auto; }
main { max-width: 30rem; margin: 0 auto; padding: 0 1rem 1.5rem; display: grid; gap: 0.5rem; }
section { background: var(--card); border: 1px solid var(--quiet-line); border-radius: 0.75rem; padding: 1.25rem;
  box-shadow: 0 1px 3px rgb(0 0 0 / 8%); display: grid; gap: 0.75rem; }
h1 { font-size: 1.25rem; line-height: 1.25; margin: 0 0 0.25rem; }
p { margin: 0; }
#description { color: var(--quiet); }
#place, #alone { color: var(--quiet); font-size: 0.75rem; }
code { font-family: ui-monospace, monospace; }
[role=alert] { color: var(--trouble); }
[role=alert]:empty, #moves:empty, #leaves:empty { display: none; }
main > [role=alert] { padding-top: 1.5rem; font-size: 1rem; }

#drawing { display: grid; gap: 0.5rem; color: var(--quiet); font-size: 0.8125rem; }
.input { height: 2.25rem; border: 1px solid var(--quiet-line); border-radius: 0.4rem; background: var(--fill);
  padding: 0.5rem 0.75rem; }
.field { display: grid; gap: 0.2rem; }
.digits { display: grid; grid-template-columns: repeat(6, minmax(0, 2.5rem)); gap: 0.4rem; }
.row { height: 2.25rem; border-radius: 0.4rem; border: 1px solid var(--quiet-line); display: flex; align-items: center;
  gap: 0.6rem; padding: 0 0.6rem; }
.row::before { content: ''; width: 1.1rem; height: 1.1rem; border-radius: 50%; background: var(--quiet-line); }
.row::after { content: ''; width: 40%; height: 0.5rem; border-radius: 0.25rem; background: var(--quiet-line); }
.row.check::before { border-radius: 0.2rem; background: none; border: 2px solid var(--line); }
.file { height: 4.5rem; border: 2px dashed var(--line); border-radius: 0.5rem; }
.busy { height: 0.3rem; border-radius: 0.15rem; overflow: hidden; background: var(--quiet-line); }
.busy::before { content: ''; display: block; width: 35%; height: 100%; background: var(--move);
  animation: pass 1.6s ease-in-out infinite; }
@keyframes pass { from { transform: translateX(-100%); } to { transform: translateX(290%); } }
@media (prefers-reduced-motion: reduce) { .busy::before { animation: none; } }
.done, .trouble, .left { height: 0.3rem; border-radius: 0.15rem; background: var(--move); }
.trouble { background: var(--trouble); }
.left { background: var(--line); }

#moves, #leaves, details > div, #progress { display: grid; gap: 0.4rem; }
details > div { padding: 0.5rem 0 0.25rem; }
button { width: 100%; min-height: 2.5rem; padding: 0.45rem 0.8rem; text-align: start; font: inherit; cursor: pointer;
  border-radius: 0.5rem; border: 1px solid var(--line); background: var(--card); color: inherit;
  display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.6rem; }
button:hover { border-color: var(--text); }
button span { font-weight: 600; }
button code { font-size: 0.75rem; margin-inline-start: auto; }
button small { flex-basis: 100%; font: 0.6875rem/1.4 ui-monospace, monospace; }
.other code, .other small { color: var(--quiet); }
.move { background: var(--move); border-color: var(--move); color: var(--on-move); }
.move:hover { background: var(--move-hover); border-color: var(--move-hover); }
#fails .other { border-inline-start: 0.25rem solid var(--trouble); }
#faults button { border-style: dashed; }
h1:focus { outline: none; }
h1:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
summary { cursor: pointer; padding: 0.35rem 0; font-size: 0.875rem; color: var(--quiet); }
ol { margin: 0; padding-inline-start: 2rem; max-height: 14rem; overflow: auto; font-size: 0.75rem; }
`;
