"""How the report looks: one column, readable on a phone, dark where the reader's system is."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1c1e21;--paper:#fff;--faint:#667;--rule:#d8dbe0;--good:#0a6b3d;
--bad:#a3261b;--mark:#ffe08a;--c0:#2458a6;--c1:#b4540a;--c2:#0b7a66;--c3:#7d3f98}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#15171a;--faint:#9aa2ad;--rule:#343a42;
--good:#5fd39a;--bad:#ff8d80;--mark:#6b5510;--c0:#7fb0ff;--c1:#ffb070;--c2:#63d6c0;--c3:#d3a0ec}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.2}h2{margin-top:2.5rem;font-size:1.25rem}h3{font-size:1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
th{color:var(--faint);font-weight:600}td.n{text-align:right;white-space:nowrap}
.reached{color:var(--good);font-weight:600}.missed{color:var(--bad);font-weight:600}
.unmeasured,.faint{color:var(--faint)}
@media(max-width:44rem){.cards thead{display:none}.cards tr{display:block;padding:.6rem 0;
border-bottom:1px solid var(--rule)}.cards td{display:block;border:0;padding:0;text-align:left;
white-space:normal}.cards td:empty{display:none}.cards td::before{content:attr(data-name)" ";
color:var(--faint);font-weight:400}.cards td:first-child{font-weight:600}
.cards td:first-child::before{content:""}}
figure{margin:1rem 0}figcaption{font-weight:600;font-size:.95rem}
svg{width:100%;max-width:40rem;height:auto}svg text{fill:var(--faint);font:11px system-ui,sans-serif}
.grid{stroke:var(--rule);fill:none}.whisker{stroke:var(--ink);stroke-width:1.5;fill:none}
polyline{fill:none;stroke-width:2}
polyline.s0{stroke:var(--c0)}polyline.s1{stroke:var(--c1)}polyline.s2{stroke:var(--c2)}
polyline.s3{stroke:var(--c3)}circle.s0,rect.s0{fill:var(--c0)}circle.s1{fill:var(--c1)}
circle.s2{fill:var(--c2)}circle.s3{fill:var(--c3)}
.legend{margin:.2rem 0;font-size:.85rem}.key{margin-right:1rem}.key::before{content:"";display:inline-block;
width:.8em;height:.8em;margin-right:.3em;border-radius:2px}
.key.s0::before{background:var(--c0)}.key.s1::before{background:var(--c1)}
.key.s2::before{background:var(--c2)}.key.s3::before{background:var(--c3)}
details{margin:.5rem 0}summary{cursor:pointer}
pre,.text{white-space:pre-wrap;overflow-wrap:anywhere}mark{background:var(--mark);color:inherit}
code{overflow-wrap:anywhere}
"""
