"""Pages: one HTML file that needs nothing else, in the reader's light or dark."""

import html
from collections.abc import Iterable, Mapping

from restorer.errors import printable

_STYLE = """
:root{color-scheme:light dark;--paper:#f6f5f2;--card:#fff;--ink:#1d1d1f;--soft:#6b6b70;--line:#e3e1dc;
--done:#1f7a4d;--skipped:#8a6d1a;--failed:#b3261e;--left:#55606e}
@media(prefers-color-scheme:dark){:root{--paper:#151517;--card:#1f1f22;--ink:#ececee;--soft:#a0a0a6;
--line:#313136;
--done:#62c795;--skipped:#d9b75a;--failed:#ff8a80;--left:#9fb0c3}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.6rem;font-weight:650;letter-spacing:-.01em;margin:0 0 .25rem}
.soft{color:var(--soft);margin:0;font-size:.87rem}
.counts{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.75rem 0;padding:0;list-style:none}
.counts li{flex:1 1 7rem;background:var(--card);border:1px solid var(--line);border-radius:12px;
padding:.8rem 1rem}
.counts b{display:block;font-size:1.75rem;line-height:1.15;font-variant-numeric:tabular-nums}
article{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1.25rem;align-items:start;
background:var(--card);
border:1px solid var(--line);border-radius:12px;padding:1rem;margin:0 0 .75rem;content-visibility:auto;
contain-intrinsic-size:auto 12rem}
article>div{min-width:0;grid-column:2}
.pair{grid-column:1;display:flex;gap:.5rem}
.group{display:flex;flex-wrap:wrap;gap:1rem}
.group figure{width:200px}
.group figcaption{text-align:left;overflow-wrap:anywhere}
.group figcaption b{display:block;color:var(--ink);font-weight:600}
figure{margin:0}
figure img{display:block;max-width:200px;max-height:200px;border-radius:6px}
figcaption{color:var(--soft);font-size:.75rem;text-align:center;margin-top:.2rem}
h2{font-size:1rem;font-weight:600;margin:0;overflow-wrap:anywhere}
p{margin:.15rem 0;overflow-wrap:anywhere}
ul.facts{display:flex;flex-wrap:wrap;gap:.35rem;margin:.5rem 0 0;padding:0;list-style:none}
.facts li{border:1px solid var(--line);border-radius:99px;padding:.05rem .6rem;font-size:.8rem;
color:var(--soft)}
.notices{margin:.5rem 0 0;padding-left:1.1rem;font-size:.87rem}
.done{color:var(--done)}.skipped{color:var(--skipped)}.failed{color:var(--failed)}.left{color:var(--left)}
.badge{font-size:.75rem;font-weight:650;text-transform:uppercase;letter-spacing:.05em}
@media(max-width:46rem){article{grid-template-columns:1fr}article>div,.pair{grid-column:1}
figure img{max-width:42vw}}
"""


def page_start(title: str, lines: Iterable[str], counts: Mapping[str, int]) -> str:
    """Write the head of a page: its title, lines below it, and numbers by name."""
    told = "".join(f'<p class="soft">{safe(line)}</p>' for line in lines)
    numbers = "".join(
        f'<li class="{safe(name)}"><b>{count}</b>{safe(name)}</li>' for name, count in counts.items()
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        "img-src data:;style-src 'unsafe-inline'\">"
        f"<title>{safe(title)}</title><style>{_STYLE}</style></head>\n<body><main>"
        f'<header><h1>{safe(title)}</h1>{told}</header><ul class="counts">{numbers}</ul>\n'
    )


def page_foot() -> str:
    """Write what closes the page."""
    return "</main></body></html>\n"


def safe(text: object) -> str:
    """Write text that can neither mark up the page nor turn its direction."""
    return html.escape(printable(str(text)))
