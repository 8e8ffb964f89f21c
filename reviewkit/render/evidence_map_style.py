"""The style of the map of the evidence: for light and dark screens, narrow ones, and paper."""

from reviewkit.themes import CLASSIC

# As the colours of figures, but light on dark paper: each at least 3 to 1 on it.
DARK_PAPER = "#16191d"
DARK_COLOURS = ("#6cb4f5", "#ff9e5c", "#3fd0a4", "#f58cc4", "#b99af2", "#d8c04a", "#f2f2f2", "#ff8f8f")
DARK_WITHOUT_ANSWER = "#a8a8a8"


def _named(colours: tuple[str, ...]) -> str:
    return "; ".join(f"--f{number}: {colour}" for number, colour in enumerate(colours))


_LIGHT = (CLASSIC.quiet, *CLASSIC.colours)
_DARK = (DARK_WITHOUT_ANSWER, *DARK_COLOURS)
_OF_CIRCLES = "\n".join(f".f{number} {{ background: var(--f{number}) }}" for number in range(len(_LIGHT)))
_COLOURS = f"""
:root {{
  color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --head: #e6eef7; --quiet: #595959; --line: #8a8a8a;
  --gap: #f1f1f1; --link: #0b4f8a; --draft: #b00020; {_named(_LIGHT)}
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --ink: #ececec; --paper: {DARK_PAPER}; --head: #253140; --quiet: #b4b4b4; --line: #7d8793; --gap: #202429;
    --link: #9ccbff; --draft: #ff9aa6; {_named(_DARK)}
  }}
}}
{_OF_CIRCLES}"""

STYLE = (
    f"""{_COLOURS}
@page {{ size: A4 landscape; margin: 12mm }}
"""
    + """\
* { box-sizing: border-box }
body {
  font: 16px/1.45 Arial,Helvetica,sans-serif; margin: 0 auto; padding: 1rem; max-width: 80rem;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere
}
h1 { font-size: 1.5rem; line-height: 1.2; margin: .2rem 0 .6rem }
h2 { font-size: 1.2rem; margin: 1.2rem 0 .4rem }
h3 { font-size: 1.05rem; margin: 0 0 .3rem }
p { margin: .4rem 0; max-width: 46rem }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem .8rem; background: var(--paper); z-index: 3 }
.draft { color: var(--draft); font-weight: bold }
.map { overflow: auto; scroll-padding-left: 10rem; margin: 1rem 0; padding: 3px }
table { border-collapse: separate; border-spacing: 0; border: 1px solid var(--line); border-width: 1px 0 0 }
th, td {
  border: 1px solid var(--line); border-width: 0 1px 1px 0; padding: .35rem .5rem; text-align: center;
  vertical-align: middle
}
th {
  background: var(--head); font-weight: normal; min-width: 5.5rem; max-width: 11rem; overflow-wrap: break-word;
  hyphens: auto
}
thead th { vertical-align: bottom }
thead tr:first-child th { font-weight: bold }
tbody th, tfoot th, thead tr:first-child th:first-child {
  text-align: left; position: sticky; left: 0; z-index: 1; max-width: 14rem; border-left-width: 1px
}
thead tr:first-child th:first-child { z-index: 2 }
td { padding: 0; height: 3.4rem; min-width: 4rem }
td.g, td.n { padding: .35rem .5rem }
td.g { color: var(--quiet); background: var(--gap) }
td.n:has(a) { padding: 0 }
.o, .o th { font-style: italic }
.first { border-left: 4px double var(--line) }
tr.first>* { border-top: 4px double var(--line) }
tr.first { border-left: 0 }
tfoot>tr>* { border-top: 2px solid var(--ink) }
td a {
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: .15rem;
  min-height: 3.4rem; min-width: 2.75rem; padding: .35rem; text-decoration: none; color: inherit
}
td a:hover { background: var(--head) }
td a:focus-visible { outline-offset: -3px }
td a b { text-decoration: underline; font-weight: normal }
td span {
  display: grid; grid-template-columns: 1.5rem 2.2rem; align-items: center; gap: .3rem; font-size: .85rem;
  white-space: nowrap; text-align: left
}
td span i { justify-self: center }
td b:not(:last-child) { margin-bottom: .2rem }
i {
  display: inline-block; border-radius: 50%; flex: none; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; forced-color-adjust: none
}
.key ul { list-style: none; margin: 0; padding: 0 }
.key li { margin: .2rem 0 }
.key i { width: .9rem; height: .9rem; margin-right: .4rem; vertical-align: -.1rem }
ol { padding-left: 2.6rem }
li { margin: .25rem 0; break-inside: avoid }
li a, li b, li span { unicode-bidi: isolate }
li span { color: var(--quiet) }
.key li b { margin-right: .3rem }
footer { border-top: 1px solid var(--line); margin-top: 1.5rem; font-size: .9rem }
.t, .some, .t:target~.all { display: none }
.t:target { display: block; border-left: 4px solid var(--link); padding: .5rem .8rem; background: var(--head) }
.t:target~.some { display: block }
.t a, .some a, footer a { display: inline-block; padding: .2rem 0 }
@media (max-width:40rem) {
  body { padding: .75rem }
  tbody th, tfoot th, thead tr:first-child th:first-child { max-width: 8rem; min-width: 0 }
  th { min-width: 4.5rem; font-size: .9rem }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; color: #000; background: #fff }
  .map { overflow: visible }
  .skip, .some, .t a, footer a { display: none }
  td a b { text-decoration: none }
  th, td { position: static!important }
  thead { display: table-header-group }
  tfoot { display: table-row-group }
  tr { break-inside: avoid }
  h2, h3 { break-after: avoid }
  td, td a { height: auto; min-height: 0; padding: .15rem .4rem }
  td.g, td.n { padding: .15rem .4rem }
  ol a { color: #000 }
  ol a::after { content: " " attr(href) }
}
"""
)
