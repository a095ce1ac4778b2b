"""Showing results: in Jupyter, as a page that opens alone, as a report on a corpus, as displaCy data.

In: an `Extraction` (or the rows of a CSV or SQLite export). Out: HTML with everything escaped and nothing fetched from
a network. 例: <mark class="l-MONEY">9885.8亿元</mark>, whose card says 高精尖产业 · 增加值 · 2020年.
"""
