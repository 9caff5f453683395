/** How the page of a coverage report looks. Each colour has a contrast of at least 4.5 to 1 on the ground it stands on. */
export const style = `
:root {
  --ground: #ffffff; --box: #f7f8fa; --line: #c9ced6; --text: #1b1f24; --quiet: #57606a;
  --covered: #1a6b32; --partly: #7a5200; --missed: #b3261e; --unreachable: #57606a; --forbids: #57606a;
  --covered-box: #eaf6ec; --partly-box: #fdf3dc; --missed-box: #fdebea; --unreachable-box: #eceef1;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --box: #1c2026; --line: #3c434d; --text: #e6e9ed; --quiet: #a3abb5;
    --covered: #6fce86; --partly: #e3b341; --missed: #ff8a80; --unreachable: #a3abb5; --forbids: #a3abb5;
    --covered-box: #16261b; --partly-box: #2a2314; --missed-box: #321b1a; --unreachable-box: #22262c;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1.25rem; background: var(--ground); color: var(--text);
  font: 0.9375rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
header p { color: var(--quiet); margin: 0.25rem 0 1rem; }
code { font: 0.85em ui-monospace, monospace; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; }
.dimensions th[scope=row] { font-weight: 600; }
details td { overflow-wrap: anywhere; }
.state { overflow-wrap: anywhere; }
.number, thead th { white-space: nowrap; font-variant-numeric: tabular-nums; }
.share { white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { display: inline-block; width: 6rem; height: 0.6rem; margin-right: 0.5rem; background: var(--line); border-radius: 2px; overflow: hidden; }
.bar span { display: block; height: 100%; background: currentColor; }
.covered > .mark, .share.covered { color: var(--covered); }
.partly > .mark, .share.partly { color: var(--partly); }
.missed > .mark, .share.missed { color: var(--missed); }
.unreachable > .mark { color: var(--unreachable); }
.forbids > .mark { color: var(--forbids); }
.mark { font-weight: 700; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0; margin: 0 0 0.75rem; color: var(--quiet); }
.state { border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px; padding: 0.5rem 0.6rem; background: var(--box); min-width: 0; }
.state.covered { border-left-color: var(--covered); }
.state.partly { border-left-color: var(--partly); }
.state.missed { border-left-color: var(--missed); background: var(--missed-box); }
.state.unreachable { border-left-color: var(--unreachable); border-style: dashed; background: var(--unreachable-box); }
.head .mark + strong { margin-right: 0.35rem; }
.word, .counts, .kind, .reason, .target, .guard { font-size: 0.8125rem; color: var(--quiet); }
.partly > .counts > .word, .partly > .head > .counts > .word { color: var(--partly); }
.missed > .counts > .word, .missed > .head > .counts > .word { color: var(--missed); }
.state > .head > .mark { font-size: 1.05em; }
.state.covered > .head > .mark { color: var(--covered); }
.state.partly > .head > .mark { color: var(--partly); }
.state.missed > .head > .mark { color: var(--missed); }
.tag { font-size: 0.75rem; border: 1px solid var(--line); border-radius: 999px; padding: 0 0.45rem; white-space: nowrap; color: var(--quiet); }
.transitions { list-style: none; margin: 0.35rem 0 0; padding: 0; display: grid; gap: 2px 0.5rem; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); }
.transitions li { border-radius: 4px; padding: 0.05rem 0.4rem; }
.counts { display: inline-block; margin-left: 0.35rem; }
.transitions .covered { background: var(--covered-box); }
.transitions .partly { background: var(--partly-box); }
.transitions .missed { background: var(--missed-box); }
.transitions .unreachable { background: var(--unreachable-box); }
.within { display: grid; gap: 0.5rem; margin-top: 0.5rem; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.within > .state:has(> .within), .within > .state:has(> .transitions > li:nth-child(6)) { grid-column: 1 / -1; }
.within.parallel { display: flex; flex-wrap: wrap; align-items: flex-start; }
.within.parallel > .state { flex: var(--size) 1 13rem; border-top-style: dashed; border-right-style: dashed; border-bottom-style: dashed; }
p.reason { margin: 0.25rem 0 0; }
details { margin: 0.5rem 0; }
summary { cursor: pointer; font-weight: 600; }
@media (max-width: 40rem) {
  body { padding: 0.75rem; }
  .bar { display: none; }
  .dimensions th, .dimensions td { padding-right: 0.6rem; }
  .state { padding: 0.4rem; }
}
@media print { .state, .transitions li { break-inside: avoid; } }
`;
