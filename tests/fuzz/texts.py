"""Texts for fuzzing: the language of economic news put together from its parts, its markup, and plain bytes.

Out: hypothesis strategies. Numerals, units and dates are put together by their own grammar, so that unlikely neighbours
(两三百 before 千米, 1、和 before a colon) come up as often as likely ones.
"""

# ruff: noqa: E501 (rows of words)
from __future__ import annotations

from hypothesis import strategies as st

DIGITS = st.sampled_from("零〇一二两三四五六七八九十百千万亿兆几数多余半廿卅壹贰叁拾佰仟0123456789０５")
ARABIC = st.one_of(
    st.integers(0, 10**13).map(str),
    st.decimals(0, 10**7, places=2, allow_nan=False).map(str),
    st.integers(0, 10**9).map(lambda number: f"{number:,}"),
)
NUMERAL = st.one_of(ARABIC, st.lists(DIGITS, min_size=1, max_size=8).map("".join))
MAGNITUDE = st.sampled_from(["", "十", "百", "千", "万", "亿", "万亿", "百万", "千万", "k", "w"])
UNIT = st.sampled_from(
    "元 亿元 万美元 港元 % ％ ‰ 个百分点 个基点 bp 倍 成 折 番 家 人 个 次 辆 吨 千克 千米 千瓦 千瓦时 百帕 兆瓦 平方米 元/吨 "
    "元/股 点 分 度 级 层 岁 年 月 日 天 个月 时 位 名 大 届 美元/桶 CNY TEU ℃ /10万 ".split(" ")
)
SIGN = st.sampled_from(
    ["", "", "", "-", "+", "约", "近", "超", "逾", "不到", "第", "每", "$", "￥", "人民币", "US$", "零下", "负"]
)
QUANTITY = st.tuples(SIGN, NUMERAL, MAGNITUDE, UNIT, st.sampled_from(["", "", "多", "余", "左右", "以上"])).map("".join)
RANGE = st.tuples(QUANTITY, st.sampled_from("至到-—~、和/，"), QUANTITY).map("".join)
DAY = st.one_of(
    st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
    st.tuples(
        st.sampled_from(
            "今年 去年 前年 明年 2020年 2019/20年 二〇二一年 24年 上 前 近 后 “十四五” 本世纪 9999年 0001年 民国十年".split()
        ),
        st.sampled_from(
            " 上半年 一季度 前三季度 1-7月 9月末 以来 期间 年底 除夕 立春 第三周 前 两三年 几个月 10日至12日 国庆节".split(
                " "
            )
        ),
    ).map("".join),
)
WORD = st.sampled_from(
    """同比 环比 增长 下降 增至 降到 其中 比重 占 达 为 至 从 到 力争 预计 较 比上年 分别 翻番 翻了两番 持平 有望 减少
    国家统计局 北京市经济和信息化局 云岭省 江州市 华为 中国 公司 该市 他 记者 张伟 李娜 董事长 副局长 表示 据介绍 等 的 和 与 及 以及
    碳中和 “2441” 专精特新“小巨人” 《行动方案》 国发〔2021〕23号 工业增加值 营业收入 占比 增速 总量 率 额 指数 房价 股权 持有 投资 收购
    由 将 已 均 也 对 把 被 有 新增 共 累计 项目 企业 产品 旅客 铁路 公路 这一比例 其 前者 后者 数据显示 截至目前 上证指数""".split()
)
SPOT = st.sampled_from(
    [*"，。；：！？、（）()“”‘’《》【】〔〕—-…·/|~.,:;!? \n\t　#*_>`", "\n\n", "1、", "（一）", "一、", "——", "\r\n"]
)
NEWS = st.lists(st.one_of(QUANTITY, RANGE, DAY, WORD, WORD, WORD, SPOT, SPOT), max_size=40).map("".join)
ODD = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\u200b\u0301\ufffe\uffff\ufeff\x00\x1b\x85\u2028\ud800\udfff𠀀😀㎡½①Ⅷ")
    ),
    max_size=80,
)
TAG = st.sampled_from(
    """<p> </p> <div> </div> <div\u2002class='share'> <table> <tr> <td> <td\u2002colspan=9999> <th\u2002rowspan=0> </td> </tr> </table> <!-- -->
    <br> <script> </script> <style> <a\u2002href=x> </a> <h1> </h1> <meta\u2002charset=punycode> <meta\u2002charset=gbk> <html> <body> <title> </title>
    <span\u2002style=display:none> <![CDATA[ ]]> <?xml\u2002version="1.0"?> &lt; &#x110000; &#0; &nbsp; <ruby> <rt> <ul> <li> <math> <svg>""".split()
).map(lambda tag: tag.replace("\u2002", " "))
MARK = st.sampled_from(
    ["# ", "## ", "**", "__", "`", "```\n", "[", "](", "![", ")", "> ", "- ", "1. ", "|", "|---|---|\n", "[^1]", "~~", "---\n", "+++\n",
     "title: ", "date: ", "  - ", "{a: [", "&x ", "*x ", "!!python/object ", "\\"]
)  # fmt: skip
HTML = st.lists(st.one_of(TAG, TAG, NEWS, SPOT), max_size=30).map("".join)
MARKDOWN = st.lists(st.one_of(MARK, MARK, NEWS, SPOT), max_size=30).map("".join)
FRONT = st.tuples(
    st.sampled_from(["---\n", "+++\n", " ---\n"]), MARKDOWN, st.sampled_from(["\n---\n", "\n+++\n", ""]), NEWS
)
TEXT = st.one_of(NEWS, NEWS, HTML, MARKDOWN, FRONT.map("".join), ODD, st.lists(st.one_of(NEWS, ODD)).map("".join))
ENCODING = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5hkscs"])
ENCODED = st.tuples(TEXT, ENCODING).map(lambda pair: pair[0].encode(pair[1], "replace"))


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """The bytes with a few of them changed, cut out, doubled or put in."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["change", "cut", "double", "insert", "end"])):
            case "change" if data:
                data[at] = draw(st.integers(0, 255))
            case "cut":
                del data[at : at + draw(st.integers(1, 30))]
            case "double":
                data[at:at] = data[at : at + draw(st.integers(1, 60))]
            case "insert":
                data[at:at] = draw(st.binary(max_size=8))
            case "end":
                del data[at:]
    return bytes(data)


BYTES = st.one_of(damaged(ENCODED), ENCODED, st.binary(max_size=300))
PUBLISHED = st.one_of(
    st.sampled_from([None, "2024-02-29", "1900-01-01", "9999-12-31", "0001-01-01", "2020-06-01T23:00:00-12:00"]),
    st.dates().map(str),
)
