/** The style sheet inside each SVG. It stands alone, and a page that holds the SVG can set its colours anew. */

const light = `--paper:#fff;--ink:#1f2328;--soft:#59636e;--line:#57606a;--box:#fff;--nest:#656d760d;--rim:#8c959f;
--user:#ddf4ff;--user-rim:#0969da;--busy:#f6f8fa;--mend:#fff8c5;--mend-rim:#9a6700;--good:#dafbe1;--good-rim:#1a7f37;
--bad:#ffebe9;--bad-rim:#cf222e;--left:#eaeef2;--left-rim:#57606a;--note:#fbf7ff;--note-rim:#c297ff;--lit:#fb8f24;
--lit-box:#ffdfb6;--can:#0969da;--been:#1a7f37`;
const dark = `--paper:#0d1117;--ink:#e6edf3;--soft:#9198a1;--line:#9198a1;--box:#161b22;--nest:#b1bac40d;--rim:#59636e;
--user:#0c2d6b;--user-rim:#4493f8;--busy:#1c2128;--mend:#3b2a00;--mend-rim:#d29922;--good:#033a16;--good-rim:#3fb950;
--bad:#4d1115;--bad-rim:#f85149;--left:#21262d;--left-rim:#9198a1;--note:#1d1430;--note-rim:#8957e5;--lit:#f0883e;
--lit-box:#5a2f0b;--can:#58a6ff;--been:#3fb950`;

/** Rules for what is there, and by attribute for what may be set on it at any time. */
const rules = `
.paper{fill:var(--paper)}
text{fill:var(--ink);font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.name{font:600 13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
.title{font-size:16px}
.soft,.detail,.badge{fill:var(--soft)}
.box{fill:var(--box);stroke:var(--rim);stroke-width:1.2}
.outer>.box{fill:var(--nest)}
.region>.box{stroke-dasharray:7 5}
.end>.inset{fill:none;stroke:var(--rim)}
[data-tags~=awaitingUser]:not(.outer)>.box{fill:var(--user);stroke:var(--user-rim)}
[data-tags~=loading]:not(.outer)>.box,[data-tags~=working]:not(.outer)>.box{fill:var(--busy)}
[data-tags~=recoverable]>.box{fill:var(--mend);stroke:var(--mend-rim)}
[data-tags~=succeeded]>rect{fill:var(--good);stroke:var(--good-rim)}
[data-tags~=unsuccessful]>rect{fill:var(--bad);stroke:var(--bad-rim)}
[data-tags~=cancelled]>rect{fill:var(--left);stroke:var(--left-rim)}
.line{fill:none;stroke:var(--line);stroke-width:1.2}
.head,.dot{fill:var(--line)}
.label{fill:var(--paper);fill-opacity:.92}
.beside{fill:var(--note);stroke:var(--note-rim)}
[data-evidence=inferred]>.line{stroke-dasharray:5 4}
[data-evidence=observed]>.line{stroke-dasharray:9 3 2 3}
.row[data-evidence=inferred]>text{font-style:italic}
.arrow[data-traffic]>.line,.arrow[data-traffic]>.head{stroke:var(--can);fill:none}
.arrow[data-traffic]>.head{fill:var(--can)}
.state[data-traffic]:not(.outer)>.box{stroke:var(--can)}
[data-traffic="0"]>.line,[data-traffic="0"]>.head,[data-traffic="0"]>.box{opacity:.4}
.arrow[data-traffic="2"]>.line{stroke-width:2}.arrow[data-traffic="3"]>.line{stroke-width:3}
.arrow[data-traffic="4"]>.line{stroke-width:4.2}.arrow[data-traffic="5"]>.line{stroke-width:5.6}
.arrow[data-coverage]:not([data-traffic])>.line{stroke-width:2}
.arrow[data-coverage=covered]>.line,.state[data-coverage=covered]>.box{stroke:var(--good-rim)}
.arrow[data-coverage=partly]>.line,.state[data-coverage=partly]>.box{stroke:var(--mend-rim)}
.arrow[data-coverage=missed]>.line,.state[data-coverage=missed]>.box{stroke:var(--bad-rim)}
.arrow[data-coverage=unreachable],.state[data-coverage=unreachable]{opacity:.4}
.row[data-coverage=missed]>text{fill:var(--bad-rim)}
.state[data-coverage]>.box{stroke-width:2}
.count{fill:var(--can);font-weight:700;paint-order:stroke;stroke:var(--paper);stroke-width:3px}
[data-visited]>.box{stroke:var(--been);stroke-width:2}
.arrow:has([data-taken])>.line{stroke:var(--been);stroke-width:2.4}.arrow:has([data-taken])>.head{fill:var(--been)}
.arrow:has([data-possible])>.line{stroke:var(--can);stroke-width:2.4}.arrow:has([data-possible])>.head{fill:var(--can)}
.row:has([data-possible])>text,.state:has([data-possible])>.badge{fill:var(--can);font-weight:700}
[data-active]>.box{stroke:var(--lit);stroke-width:3}[data-active]:not(.outer)>.box{fill:var(--lit-box)}`;

/** Rules that hold within an SVG only, and not for what else is on its page. */
function within(text: string): string {
  return text.replace(/([^{}]+)\{/g, (_all, selectors: string) => {
    const inner = selectors.split(',').map((selector) => `.statechart ${selector.trim()}`);
    return `\n${inner.join(',')}{`;
  });
}

/** The style sheet: light or dark by `data-theme` on the SVG or around it, or else by what the reader prefers. */
export const style = `.statechart{${light}}
@media(prefers-color-scheme:dark){.statechart{${dark}}}
[data-theme=light] .statechart,svg.statechart[data-theme=light]{${light}}
[data-theme=dark] .statechart,svg.statechart[data-theme=dark]{${dark}}${within(rules)}`.replaceAll(/;\n/g, ';');
