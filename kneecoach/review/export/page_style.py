"""How the page for a physiotherapist looks: on a screen, on a phone, on A4 and on Letter."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 50rem; background: #fff; color: #1a1a1a;
  overflow-wrap: break-word;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .2rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; padding-top: .6rem; border-top: 2px solid #1a1a1a; }
p { margin: .3rem 0; }
.note { color: #444; font-size: .9rem; max-width: 42rem; }
.fill { display: flex; gap: 1.5rem; margin: 1rem 0 0; }
.fill span { flex: 1; border-bottom: 1px solid #777; padding-bottom: .1rem; color: #444; }
.glance { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: .8rem 1.2rem;
  margin: 0; }
.glance div { border-left: 3px solid #1a1a1a; padding-left: .6rem; }
dt { color: #444; font-size: .85rem; }
dd { margin: 0; font-size: 1.15rem; font-weight: 600; font-variant-numeric: tabular-nums; }
dd small { display: block; font-size: .8rem; font-weight: 400; color: #444; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 1.2rem 1.5rem; }
figure { margin: 0; max-width: 27rem; }
figcaption { font-weight: 600; margin-bottom: .2rem; }
figcaption small { display: block; font-weight: 400; color: #444; font-size: .85rem; }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
svg text { font-size: 10.5px; fill: #333; }
svg .label { fill: #1a1a1a; font-weight: 600; }
svg .value { font-size: 9.5px; }
.grid { stroke: #d5d5d5; stroke-width: 1; }
.axis { stroke: #555; stroke-width: 1; }
.limit { stroke: #1a1a1a; stroke-width: 1; stroke-dasharray: 5 4; }
.line { fill: none; stroke: #0b4f8a; stroke-width: 1.2; }
.mark { fill: #0b4f8a; stroke: #0b4f8a; stroke-width: 1.1; }
.open { fill: #fff; }
.bar { fill: #0b4f8a; stroke: #0b4f8a; }
.under, .right { fill: #fff; }
.scroll { overflow-x: auto; margin-bottom: 1rem; }
ul { margin: .3rem 0; padding-left: 1.2rem; font-size: .9rem; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #444; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d5d5d5; }
thead th { border-bottom: 1px solid #1a1a1a; vertical-align: bottom; }
tbody th { font-weight: 600; min-width: 8rem; }
td { overflow-wrap: anywhere; }
.sessions th, .sessions td { padding-right: .7rem; }
.sessions tbody th { min-width: 0; }
.sessions tbody th, .sessions td:nth-child(n+3):not(:last-child) { white-space: nowrap; }
.sessions td:nth-child(2) { min-width: 5.6rem; }
.sessions td:last-child { min-width: 8rem; width: 30%; padding-right: 0; }
@media print {
  @page { margin: 14mm 12mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h1 { font-size: 1.5rem; }
  h2 { margin: .9rem 0 .4rem; padding-top: .4rem; font-size: 1.05rem; }
  ul { font-size: .82rem; line-height: 1.35; }
  .fill { margin-top: .6rem; }
  .glance { gap: .5rem 1.2rem; }
  dd { font-size: 1.05rem; }
  h2, h2 + .note { break-after: avoid; }
  .charts { grid-template-columns: 1fr 1fr; }
  .scroll { overflow: visible; }
  .glance { grid-template-columns: repeat(3, 1fr); }
  figure, tr, .glance div, .keep { break-inside: avoid; }
  thead { display: table-header-group; }
  .bar, .mark, .line, .grid, .axis, .limit { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
"""
