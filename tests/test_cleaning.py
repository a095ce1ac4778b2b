"""Cleaning: what is furniture leaves, what is the article stays, reporters are named in the byline."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from extractor.article import read_article
from extractor.cleaning import Cleaned, Cleaner, cleaner_of, split_names
from extractor.errors import RulesError
from extractor.rulebook import load_rulebook

FIRST = "据市统计局消息，上半年全市地区生产总值3120.6亿元，按不变价格计算，同比增长5.8%。"
SECOND = "其中，第三产业增加值1876.2亿元，占比达60.1%，对经济增长的贡献率超过六成。"


def lines_of(*lines: str, title: str | None = None) -> Cleaned:
    return cleaner_of(load_rulebook()).clean_lines(lines, title)


@pytest.mark.parametrize(
    "line",
    [
        "原标题：上半年全市经济稳中向好",
        "（原标题：上半年全市经济稳中向好）",
        "来源：江城日报",
        "文章来源：江城网 作者：林一舟",
        "2024-07-18 09:30:12 来源：江城网",
        "2024年07月18日 09:30 江城晚报",
        "发布时间：2024-07-18",
        "作者：林一舟",
        "江城日报记者 林一舟",
        "每经记者 林一舟    每经编辑 周子衡",
        "每经记者|林一舟 每经实习编辑|周子衡",
        "字体：大 中 小",
        "分享到：",
        "阅读量：10235",
        "当前位置：首页 > 新闻 > 财经",
        "点击上方蓝字关注我们",
        "记者 | 林一舟",
        "编辑｜周子衡",
        "来源｜江城观察（ID：jiangcheng）",
        "（文/江城网 林一舟）",
        "专题：2024年年中经济观察",
        "【打印】【关闭】",
    ],
)
def test_lines_before_the_body_leave(line: str) -> None:
    assert lines_of(line, FIRST, SECOND).text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "图片来源：江城市统计局",
        "图片来源：视觉中国（图文无关）",
        "工人在车间里检查产品。林一舟 摄",
        "江城港一角（资料图）",
        "长按识别二维码关注我们",
        "海量资讯、深度解读，尽在江城财经APP",
        "下载江城新闻客户端",
        "举报/反馈",
        "本文来自微信公众号“江城观察”（ID：jiangcheng），作者：林一舟，江城网经授权发布。",
        ".appendQr_wrap{border:1px solid #E6E6E6;padding:8px;}",
        "↓↓↓",
        "视频加载中...",
        "封面来源｜视觉中国",
        "题图｜IC photo",
        "安装江城财经客户端第一时间接收最全面的市场资讯→【下载地址】",
        "江城日报原创文章，未经许可禁止转载、摘编、复制及镜像等使用",
        "广告",
        "分享让更多人看到",
    ],
)
def test_furniture_in_the_middle_leaves(line: str) -> None:
    assert lines_of(FIRST, line, SECOND).text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：周子衡",
        "（责任编辑：周子衡 HN012）",
        "责编 周子衡",
        "【责任编辑:周子衡】",
        "编辑| 周子衡 林一舟",
        "校对|周子衡",
        "相关阅读：",
        "【免责声明】",
        "免责声明：本文仅供参考，据此操作风险自担。",
        "郑重声明：本网发布此信息的目的在于传播更多信息。",
        "未经江城日报社书面授权，不得转载或镜像，违者必究。",
        "如需转载请与江城日报社联系。",
        "（完）",
        "（江城日报记者 林一舟）",
        "图表：林一舟",
        "文/林一舟",
        "（文章来源：江城网）",
        "来源：江城网",
        "新闻热线：027-12345678",
        "END",
        "下一篇：江城港吞吐量创新高",
        "阅读原文",
        "本内容为作者独立观点，不代表江城网立场。",
        "此内容为江城财经原创，著作权归江城财经所有。",
        "风险提示及免责条款",
        "《 江城日报 》（ 2024年07月18日 01 版）",
    ],
)
def test_lines_behind_the_body_leave_with_what_follows(line: str) -> None:
    assert lines_of(FIRST, SECOND, line).text == f"{FIRST}\n{SECOND}"
    if not line.startswith(("（", "《", "图表", "文/", "来源", "阅读")):
        assert lines_of(FIRST, SECOND, line, "明日天气晴好。").text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "line",
    [
        "来源：财政收入增长8.1%，主要得益于税收。",
        "11月30日，江城市召开新闻发布会。",
        "以上数据未经审计，公司全年净利润约3亿元。",
        "漫画产业规模达到120亿元。",
        "下载量突破3亿次，客户端日活超过1000万。",
        "评论认为，这一政策将拉动消费。",
        "未经股东大会授权，董事会不得对外担保。",
        "编者按：今年是“十四五”收官之年，本报推出系列报道。",
        "导读：1、全市生产总值增长5.8%；2、出口回升。",
        "一、主要经济指标",
        "注：2023年数据为最终核实数。",
        "江城日报讯（记者 林一舟）7月18日，市政府召开会议。",
    ],
)
def test_prose_that_resembles_furniture_stays(line: str) -> None:
    assert lines_of(line, FIRST, SECOND).text == f"{line}\n{FIRST}\n{SECOND}"
    assert lines_of(FIRST, line, SECOND).text == f"{FIRST}\n{line}\n{SECOND}"


@pytest.mark.parametrize("end", ["（完）", "（记者 林一舟）", "（责任编辑：周子衡）", "（林一舟）"])
def test_credits_leave_the_end_of_the_last_line(end: str) -> None:
    assert lines_of(FIRST, SECOND + end).text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("上半年江城经济增长5.8%", "上半年江城经济增长5.8%"),
        ("1—6月江城工业运行“红黑榜”", "1-6月江城工业运行_红黑榜"),
        ("上半年江城经济增长5.8% 出口回升", "【快讯】上半年江城经济增长5.8%，出口回升"),
    ],
)
def test_a_line_that_repeats_the_title_leaves(line: str, title: str) -> None:
    assert lines_of(line, "来源：江城日报", FIRST, SECOND, title=title).text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ((f"江城日报讯（记者 林一舟）{FIRST}",), ("林一舟",)),
        ((f"江城财经报道记者 林一舟 武汉报道 {FIRST}",), ("林一舟",)),
        ((f"新华社江城7月18日电（记者林一舟、周子衡）{FIRST}",), ("林一舟", "周子衡")),
        ((FIRST, "（驻京记者 林一舟）"), ("林一舟",)),
        ((FIRST, "江城日报记者 林一舟 周 衡"), ("林一舟", "周衡")),
        (("作者：林一舟", FIRST), ("林一舟",)),
        (("每经记者 林一舟    每经编辑 周子衡", FIRST), ("林一舟",)),
        (("（文/江城网 林一舟）", FIRST), ("林一舟",)),
        (("记者 | 林一舟", "编辑 | 周子衡", FIRST), ("林一舟",)),
        ((FIRST, "责任编辑：周子衡"), ()),
        ((f"市统计局局长对本报记者表示，{FIRST}",), ()),
        ((FIRST + "（林一舟）",), ("林一舟",)),
    ],
)
def test_bylines(lines: tuple[str, ...], byline: tuple[str, ...]) -> None:
    assert lines_of(*lines).byline == byline


def test_reporter_lines_inside_the_body_stay() -> None:
    line = f"江城日报讯（记者 林一舟）{FIRST}"
    assert lines_of("原标题：某事", line, "责任编辑：周子衡").text == line


def test_source_and_day_are_read_off_the_lines_that_leave() -> None:
    cleaned = lines_of("2024-07-18 09:30 来源：江城日报", FIRST, SECOND)
    assert (cleaned.source, cleaned.published) == ("江城日报", date(2024, 7, 18))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("林一舟", ["林一舟"]),
        ("林一舟 周子衡", ["林一舟", "周子衡"]),
        ("周 衡、林一舟", ["周衡", "林一舟"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
    ],
)
def test_names_in_a_row(text: str, names: list[str]) -> None:
    assert split_names(text) == names


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────────

SITE_PAGE = f"""<!DOCTYPE html><html><head><title>江城上半年经济增长5.8%_江城财经_江城网</title>
<meta property="article:published_time" content="2024-07-18T09:30:00+08:00"><meta name="author" content="江城网">
<link rel="canonical" href="http://example.com/2024/a.html">
<style>p{{color:red}}</style><script>var a="<p>假</p>";</script></head>
<body><div class="nav"><a href="/">首页</a><a href="/cj">财经</a></div>
<div class="wrap"><div class="left"><h1>江城上半年经济增长5.8%</h1>
<div class="info">2024-07-18 09:30 来源：江城日报</div>
<div class="article-content"><p>　　{FIRST}</p>
<div class="img_wrapper"><img src="a.jpg" alt="图"><span class="img_descr">江城港。</span></div>
<p>　　其中，<a href="/s">第三产业</a>增加值1876.2亿元，占比达60.1%，<span>对经济增长</span>的贡献率超过六成。</p>
<table><tr><th>指标</th><th>数值</th></tr><tr><td>进出口</td><td>512.3亿元</td></tr></table>
<ul><li>工业增加值增长6.1%。</li><li>投资增长4.9%。</li></ul>
<!--adlist[<p>江城日报记者 某某</p>]adlist--><p class="article-editor">责任编辑：周子衡</p></div>
<div class="related"><a href="/1">江城港吞吐量创新高</a><a href="/2">江城地铁新线开通</a></div></div>
<div class="sidebar"><p>热门：某地发布新政，引发热议，专家解读来了，一起来看看吧，内容丰富多彩。</p></div></div>
<div class="footer">版权所有 江城网</div></body></html>"""


def test_a_whole_page() -> None:
    article = read_article(SITE_PAGE)
    assert article.text.split("\n") == [
        FIRST,
        SECOND,
        "指标\t数值",
        "进出口\t512.3亿元",
        "工业增加值增长6.1%。",
        "投资增长4.9%。",
    ]
    assert article.title == "江城上半年经济增长5.8%"
    assert article.published == date(2024, 7, 18)
    assert article.url == "http://example.com/2024/a.html"


def test_paragraphs_in_sections_of_their_own_stay_together() -> None:
    parts = "".join(f"<section class='p'><p>第{i}段，增长{i}%，占比{i}%。</p></section>" for i in range(1, 9))
    page = f"<html><body><div class='nav'>导航</div><div id='js_content'>{parts}</div></body></html>"
    assert len(read_article(page).text.split("\n")) == 8


def test_an_article_whose_element_is_named_like_furniture_stays() -> None:
    assert (
        read_article(f"<html><body class='share'><p>{FIRST}</p><p>{SECOND}</p></body></html>").text
        == f"{FIRST}\n{SECOND}"
    )


def test_loose_text_between_paragraphs_stays() -> None:
    html = f"<div><p>{FIRST}</p><span><strong>服务业回升</strong></span> <p>{SECOND}</p>末句，没有段落标签。</div>"
    assert read_article(html).text.split("\n") == [FIRST, "服务业回升", SECOND, "末句，没有段落标签。"]


def test_line_breaks_of_the_source_are_no_blanks_between_chinese_characters() -> None:
    assert (
        read_article("<p>全市\n    地区生产总值\n3120.6亿元&nbsp;&nbsp;增长</p>").text
        == "全市地区生产总值 3120.6亿元 增长"
    )


def test_a_words_own_class_does_not_take_it_out_of_its_paragraph() -> None:
    assert read_article('<p>从<span class="share">农产品</span>看，进口增长。</p>').text == "从农产品看，进口增长。"


def test_rules_of_a_users_own_extend_the_furniture(tmp_path: Path) -> None:
    (tmp_path / "furniture.txt").write_text("[line]\n江城网独家[\\u4e00-\\u9fff]{2,4}\n", encoding="utf-8")
    cleaned = Cleaner(load_rulebook([tmp_path])).clean_lines([FIRST, "江城网独家呈现", SECOND])
    assert cleaned.text == f"{FIRST}\n{SECOND}"


def test_a_broken_rule_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "furniture.txt").write_text("[line]\n(未闭合\n", encoding="utf-8")
    with pytest.raises(RulesError, match=r"furniture\.txt:2"):
        Cleaner(load_rulebook([tmp_path]))


# ── the real pages ───────────────────────────────────────────────────────────────────────────────────────────────────


def flat(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


@pytest.mark.extended
def test_real_pages(shared: Path) -> None:
    for path in sorted((shared / "html").glob("*.json")):
        want = json.loads(path.read_text(encoding="utf-8"))
        article = read_article(path.with_suffix(".md"))
        text = flat(article.text)
        assert flat(article.title) == flat(want["title"])
        assert str(article.published) == want["published"]
        assert article.author == want["author"]
        assert list(article.byline) == want["byline"], path
        assert text.startswith(flat(want["body_first"])), path
        assert text.endswith(flat(want["body_last"])), path
        assert [s for s in want["must_contain"] if flat(s) not in text] == []
        assert [s for s in want["must_not_contain"] if flat(s) in text] == []


def test_the_seed_article(shared: Path) -> None:
    article = read_article(next((shared / "seed").glob("*.txt")))
    gold = json.loads((shared / "gold" / "seed.json").read_text(encoding="utf-8"))
    assert flat(article.text) == flat(gold["text"])
    assert article.published == date(2021, 11, 30)
    assert article.byline == ("张璐",)
