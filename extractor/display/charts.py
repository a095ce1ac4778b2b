"""Pictures with Chinese labels that need no Chinese font where they are drawn.

In: nothing; it sets up Matplotlib and, in a notebook, its pictures. Out: SVG whose labels stay text, which the
reader's browser draws with the reader's fonts, so that a server without Chinese fonts gives no empty boxes: the picture
is as readable as the notebook around it. 例: <text>规模以上工业增加值</text> is in the picture, not its outlines.
"""

from __future__ import annotations

import warnings

# Names under which systems know their Chinese fonts: macOS, Windows, Linux. Whoever reads the picture has one of them.
CHINESE_FONTS = (
    "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "SimHei",
)  # fmt: skip


def chinese_labels() -> None:
    """Set Matplotlib up for Chinese labels: SVG with text as text, pictures in notebooks as SVG.

    For PNG, which holds glyphs, a Chinese font must be installed where the picture is drawn (`fonts-noto-cjk`).

    Raises:
        ImportError: Matplotlib is not installed: pip install 'extractor[notebook]'.

    Example:
        >>> from extractor.display.charts import chinese_labels
        >>> chinese_labels()                                               # doctest: +SKIP
    """
    import matplotlib
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    # Fonts that are not here would each bring a warning; the browser gets their names with the family's all the same.
    here = [name for name in CHINESE_FONTS if name in installed]
    matplotlib.rcParams.update(
        {
            "svg.fonttype": "none",
            "svg.hashsalt": "extractor",  # the same picture has the same ids: kept outputs stay still
            "font.family": "sans-serif",
            "font.sans-serif": [*here, "DejaVu Sans"],
            "axes.unicode_minus": False,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "grid.alpha": 0.25,
        }
    )
    # Without a Chinese font Matplotlib guesses the width of a label and warns; the label is right all the same.
    warnings.filterwarnings("ignore", message=r"Glyph .* missing from .*font")
    _svg_in_notebooks()


def _svg_in_notebooks() -> None:
    try:
        from IPython.core.getipython import get_ipython
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:
        return
    if get_ipython() is not None:
        set_matplotlib_formats("svg")
