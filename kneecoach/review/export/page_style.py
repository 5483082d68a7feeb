"""How the page for a physiotherapist looks: on a screen, on a phone, on A4 and on Letter."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 64rem; background: #fff; color: #1a1a1a;
  overflow-wrap: break-word;
  font: 15px/1.4 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .2rem; }
h2 { font-size: 1.2rem; margin: 1.6rem 0 .6rem; padding-top: .5rem; border-top: 2px solid #1a1a1a; }
p { margin: .3rem 0; }
.note { color: #444; font-size: .9rem; max-width: 58rem; }
.fill { display: flex; flex-wrap: wrap; gap: .8rem 1.5rem; margin: 1rem 0 0; }
.fill span { flex: 1 1 12rem; border-bottom: 1px solid #777; padding-bottom: .1rem; color: #444; }
.fill strong { color: #1a1a1a; }
.glance { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .8rem 1.2rem;
  margin: 0; }
.glance div { border-left: 3px solid #1a1a1a; padding-left: .6rem; }
dt { color: #444; font-size: .85rem; }
dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
small { display: block; font-size: .8rem; font-weight: 400; color: #444; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 1.2rem 1.8rem; }
.three { grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
figure { margin: 0 0 1rem; min-width: 0; max-width: 32rem; overflow-wrap: anywhere; }
figcaption { font-weight: 600; margin-bottom: .2rem; }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
svg text { font-size: 10.5px; fill: #333; }
svg .label { fill: #1a1a1a; font-weight: 600; }
svg .value { font-size: 9.5px; }
.grid { stroke: #d5d5d5; stroke-width: 1; }
.axis { stroke: #555; stroke-width: 1; }
.limit { fill: none; stroke: #1a1a1a; stroke-width: 1; stroke-dasharray: 5 4; }
.line { fill: none; stroke: #0b4f8a; stroke-width: 1.2; }
.mark { fill: #0b4f8a; stroke: #0b4f8a; stroke-width: 1.1; }
.open { fill: #fff; }
.bar { fill: #0b4f8a; stroke: #0b4f8a; }
.under { fill: #fff; }
.scroll { overflow-x: auto; }
ul { margin: .3rem 0; padding-left: 1.2rem; font-size: .9rem; }
.lines { margin: 0; padding: 0; list-style: none; font-size: inherit; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #444; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d5d5d5; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 1px solid #1a1a1a; vertical-align: bottom; }
tbody th { font-weight: 600; overflow-wrap: anywhere; }
.exercises tbody th, .exercises td:last-child { min-width: 6.5rem; }
.exercises caption, .sessions caption { position: absolute; clip-path: inset(50%); }
.sessions { table-layout: fixed; }
.sessions th, .sessions td { padding: .2rem .3rem .2rem 0; }
.sessions thead th { font-weight: 400; color: #444; padding-right: 0; }
.sessions thead th:nth-child(1) { width: 18%; }
.sessions thead th:nth-child(2) { width: 17%; }
.sessions thead th:nth-child(3) { width: 14%; }
.more td { overflow-wrap: anywhere; padding-top: 0; }
.sessions tbody th[rowspan] ~ td { border-bottom: 0; }
@media screen and (max-width: 40rem) {
  .sessions { font-size: .8rem; }
  .sessions thead th { font-size: .68rem; }
}
@media print {
  @page { margin: 12mm 12mm 13mm; }
  html { font-size: 9pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.3; }
  h1 { font-size: 1.6rem; }
  h2 { margin: .7rem 0 .3rem; padding-top: .3rem; }
  .note, ul { font-size: .87rem; max-width: none; }
  .fill { margin-top: .6rem; }
  .glance { gap: .4rem 1rem; grid-template-columns: repeat(3, 1fr); }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .4rem 1.6rem; }
  .three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  figure { margin-bottom: .4rem; }
  table { font-size: .92rem; }
  .exercises td:not(:last-child) { white-space: nowrap; }
  tbody th small, .lines li { display: inline; }
  tbody th small::before { content: " "; }
  .lines li + li::before { content: "· "; }
  th, td { padding-top: .12rem; padding-bottom: .12rem; }
  .pairs, .columns { columns: 2; column-gap: 1.8rem; }
  .sessions { font-size: .85rem; line-height: 1.2; }
  .sessions thead th { font-size: .75rem; }
  .sessions thead th:nth-child(1) { width: 24%; }
  .sessions thead th:nth-child(2) { width: 14%; }
  .sessions th, .sessions td { padding-top: .07rem; padding-bottom: .07rem; }
  .scroll { overflow: visible; }
  h2, h2 + .note, caption, thead { break-after: avoid; }
  .sessions tbody:nth-last-child(-n+4), .scroll tr { break-before: avoid; }
  p, figure, tr, .sessions tbody, .glance div, .keep { break-inside: avoid; }
  thead { display: table-header-group; }
  .bar, .mark, .line, .grid, .axis, .limit { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
