"""The view in Jupyter: the article with coloured mentions, a legend with counts, a table of figures.

In: an `Extraction`. Out: one HTML fragment with its own style, no script, nothing from outside, all text escaped; its
colours are translucent over the front end's own, so that it suits a light and a dark theme. Resting on a mention, or
tabbing or clicking to it, shows its card. 例: resting on 9885.8亿元 shows 主体：高精尖产业 指标：增加值 ….
"""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from extractor.display.describe import card, meaning, period_range
from extractor.display.interface import field_name, interface, label_colors, label_name, word
from extractor.display.markup import Span
from extractor.display.tables import mark_up_with_tables, shown_tables
from extractor.records import FigureRecord

if TYPE_CHECKING:
    from extractor.extraction import Extraction

ROWS_SHOWN = 100

# The card is an ::after of the mention: the text of the article stays the only text of the article when it is copied,
# and a code host that drops styles shows the article unharmed.
_STYLE = """
.xtr{position:relative;font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
sans-serif;font-size:14px;line-height:1.5;color:inherit;max-width:60em}
.xtr-head{font-weight:600;font-size:15px;margin:.2em 0}
.xtr-head small{font-weight:400;opacity:.65;margin-left:.8em}
.xtr-legend{display:flex;flex-wrap:wrap;gap:.2em 1.1em;margin:.4em 0 .6em;font-size:12.5px}
.xtr-legend span::before{content:"";display:inline-block;width:.75em;height:.75em;border-radius:3px;margin-right:.4em;
background:var(--c);vertical-align:-.04em}
.xtr-legend b{font-weight:600;margin-left:.35em;font-variant-numeric:tabular-nums}
.xtr-text{line-height:2;padding:.2em .1em .4em;white-space:pre-wrap;overflow-wrap:anywhere}
.xtr mark{color:inherit;background:rgba(128,128,128,.15);background:color-mix(in srgb,var(--c,#888) 17%,transparent);
border-bottom:2px solid var(--c,#888);border-radius:3px 3px 0 0;padding:.08em .1em;cursor:help;
-webkit-box-decoration-break:clone;box-decoration-break:clone;outline:none}
.xtr mark mark{padding-top:0;padding-bottom:0}
.xtr mark.goes-on{border-right:1px dotted var(--c)}.xtr mark.goes-back{border-left:1px dotted var(--c)}
.xtr mark:focus{background:color-mix(in srgb,var(--c) 38%,transparent)}
.xtr mark:hover:not(:has(mark:hover))::after,.xtr mark:focus:not(:has(mark:focus))::after{content:attr(data-card);
position:absolute;left:.4em;margin-top:1.9em;z-index:9;width:max-content;max-width:min(34em,calc(100% - 2.2em));
box-sizing:border-box;white-space:pre-wrap;line-height:1.55;font-size:12.5px;font-weight:400;color:#f4f5f7;
background:#23272f;border:1px solid #4a505c;border-left:4px solid var(--c);border-radius:6px;padding:.5em .8em;
box-shadow:0 4px 16px rgba(0,0,0,.28);pointer-events:none}
.xtr-wide{overflow-x:auto;margin-top:.6em}
.xtr .grid{overflow-x:auto;white-space:normal;margin:.4em 0}
.xtr .grid table{border-collapse:collapse;font-size:13px;line-height:1.45;margin:0;width:auto;color:inherit;
background:transparent}
.xtr .grid th,.xtr .grid td{border:1px solid color-mix(in srgb,currentColor 18%,transparent)!important;
padding:.3em .6em!important;text-align:left!important;vertical-align:top;background:transparent;min-width:3.2em}
.xtr .grid th{font-weight:600;background:color-mix(in srgb,currentColor 6%,transparent);min-width:5.5em}
.xtr .grid td.value{text-align:right!important;white-space:nowrap;font-variant-numeric:tabular-nums}
.xtr .grid td.prose{min-width:14em}
@media(max-width:700px){.xtr{max-width:100%}.xtr-wide thead{display:none}.xtr-wide table,.xtr-wide tbody{display:block}
.xtr-wide tr{display:grid;grid-template-columns:max-content 1fr;gap:0 .8em;padding:.4em 0;
border-bottom:1px solid color-mix(in srgb,currentColor 16%,transparent)}
.xtr-wide td{border-bottom:0!important;padding:.1em .5em!important;min-width:0!important}
.xtr-wide td:empty{display:none}
.xtr-wide td:nth-child(5),.xtr-wide td:nth-child(6){grid-column:1/-1}.xtr-wide td small{white-space:normal}
.xtr mark:hover::after,.xtr mark:focus::after{left:0;max-width:100%}}
.xtr-wide table{border-collapse:collapse;font-size:13px;margin:0;width:100%;color:inherit;background:transparent}
.xtr-wide th,.xtr-wide td{text-align:left!important;padding:.35em .7em!important;vertical-align:top;
background:transparent;
border:0;border-bottom:1px solid color-mix(in srgb,currentColor 16%,transparent)!important;white-space:normal}
.xtr-wide th{font-weight:600;white-space:nowrap;opacity:.7}
.xtr-wide td:first-child{font-weight:600;white-space:nowrap;border-left:3px solid var(--c)!important}
.xtr-wide td small{opacity:.6;white-space:nowrap}
.xtr-wide td:nth-child(2),.xtr-wide td:nth-child(3),.xtr-wide td:nth-child(6){min-width:6.5em}
.xtr-wide td:nth-child(4){word-break:keep-all}
"""


def style() -> str:
    """The fragment's style sheet, with the labels' colours."""
    return f"<style>{' '.join(_STYLE.split())}{label_colors('xtr')}</style>"


def repr_html(extraction: Extraction) -> str:
    """The extraction as an HTML fragment for notebooks."""
    article, records = extraction.article, extraction.records
    spans = [
        Span(
            record.start,
            record.end,
            "mark",
            f"xtr-{record.label}",
            (("tabindex", "0"), ("data-card", card(record))),
        )
        for record in records
    ]
    facts = " · ".join(filter(None, [article.published.isoformat() if article.published else None, article.source]))
    small = f"<small>{escape(facts)}</small>" if facts else ""
    head = f'<div class="xtr-head">{escape(article.title)}{small}</div>' if article.title else ""
    text = mark_up_with_tables(article.text, shown_tables(article.tables, records), spans)
    return (
        f'<div class="xtr">{style()}{head}{_legend(extraction)}'
        f'<div class="xtr-text" lang="zh">{text}</div>{_figure_table(extraction)}</div>'
    )


def _legend(extraction: Extraction) -> str:
    counts = Counter(record.label for record in extraction.records)
    known = [label for label in interface()["labels"] if label in counts]
    others = sorted(set(counts) - set(known))
    chips = (
        f'<span class="xtr-{escape(label)}">{escape(label_name(label))}<b>{counts[label]}</b></span>'
        for label in [*known, *others]
    )
    return f'<div class="xtr-legend">{"".join(chips) or escape(word("none"))}</div>'


def _figure_table(extraction: Extraction) -> str:
    figures = [record for record in extraction.records if isinstance(record, FigureRecord)]
    if not figures:
        return ""
    columns = ("figure", "subject", "indicator", "meaning", "period_text", "speaker")
    head = "".join(f"<th>{escape(field_name(column))}</th>" for column in columns)
    rows = "".join(_figure_row(figure) for figure in figures[:ROWS_SHOWN])
    left = len(figures) - ROWS_SHOWN
    more = f"<div><small>{escape(word('more').format(n=left))}</small></div>" if left > 0 else ""
    return f'<div class="xtr-wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}</div>'


def _figure_row(figure: FigureRecord) -> str:
    days = period_range(figure.period_start, figure.period_end)
    period = " ".join(
        filter(None, [escape(figure.period_text or ""), f"<small>{escape(days)}</small>" if days else ""])
    )
    cells = "".join(
        f"<td>{cell}</td>"
        for cell in (
            escape(figure.text),
            escape(figure.subject or ""),
            escape(figure.indicator or ""),
            escape(meaning(figure)),
            period,
            escape(figure.speaker or ""),
        )
    )
    return f'<tr class="xtr-{escape(figure.label)}">{cells}</tr>'
