"""Speakers that are no names, and names that do not speak: each kind in several wordings, and look-alikes that stay.

A row is a text, a figure in it, and who says it; `None`: no one is named.
"""

from __future__ import annotations

import pytest

from tests.facts.test_laws import check

NOTICE = "快讯，江州股份（SZ 300999，收报7.28元）3月6日晚间发布公告称，股东质押1900万股，占6.35%。"


@pytest.mark.parametrize(
    ("text", "figure", "speaker"),
    [
        ("江州市卫生部门6日表示，59%的药物已经用完。", "59%", "江州市卫生部门"),
        ("以方称，行动摧毁数十个目标。", "数十个", "以方"),
        ("泰国商业部长称，今年出口增长目标为2%。", "2%", "泰国商业部长"),
        ("法国公共卫生部门当地时间1月23日公布的数据显示，确诊病例达1669例。", "1669例", "法国公共卫生部门"),
        ("海川市警方表示，共有3人受伤。", "3人", "海川市警方"),
        ("3、越南财政部长表示，税收将增长5%。", "5%", "越南财政部长"),
        ("据内阁官房消息，检测的阳性率高于20%。", "20%", "内阁官房"),
        ("据江州市卫生部门22日公布的数据，医院接收251名伤者。", "251名", "江州市卫生部门"),
        ("据江州市卫生部门今天（5月20日）发布的数据，病人共30人。", "30人", "江州市卫生部门"),
        # nobody in particular
        ("有关部门表示，价格为16万元。", "16万元", None),
        ("相关部门负责人介绍，项目共30个。", "30个", None),
        ("经审计，公司收入为3亿元。", "3亿元", None),
        ("经计算，占比为5%。", "5%", None),
        ("各部门人数为30人。", "30人", None),
        ("美方发布行政令，将税率提高至25%。", "25%", None),
        ("按照最新汇率计算，收入为10亿元。", "10亿元", None),
        ("根据算术平均计算，价格下降0.2%。", "0.2%", None),
    ],
)
def test_bodies_and_offices_speak(text: str, figure: str, speaker: str | None) -> None:
    check(text, figure, {"speaker": speaker})


@pytest.mark.parametrize(
    ("text", "figure", "speaker"),
    [
        (NOTICE, "7.28元", None),
        (NOTICE, "1900万股", "江州股份"),
        (NOTICE, "6.35%", "江州股份"),
        # who does say so
        ("江州股份公告称，股东质押1900万股（占6.35%）。", "6.35%", "江州股份"),
        ("据江州股份公告，股东质押1900万股。", "1900万股", "江州股份"),
        ("江州银行（600222）董事长李涛表示，存款增长3%。", "3%", "李涛"),
    ],
)
def test_remarks_in_brackets_behind_a_company(text: str, figure: str, speaker: str | None) -> None:
    check(text, figure, {"speaker": speaker})
