"""Cleaning: the imprint of a site (licences, hot lines, rights) never outweighs a short article; prose stays."""

from __future__ import annotations

import pytest

from extractor.article import read_article

SHORT = "前三季度，青川市外贸进出口总值1256.3亿元，同比增长8.2%。"
IMPRINTS = {
    "licences": [
        "关于我们 | 广告服务 | 联系我们 | 网站地图",
        "增值电信业务经营许可证：川B2-20191234 互联网新闻信息服务许可证编号：51120190012",
        "信息网络传播视听节目许可证2306144 广播电视节目制作经营许可证（川）字第00211号",
        "违法和不良信息举报电话：028-66668888 举报邮箱：jubao@example.com",
        "本网站所刊载的各类稿件均为青川网版权所有，未经书面授权，不得转载、摘编、复制或建立镜像，违者将追究法律责任",
    ],
    "records": [
        "版权声明 · 隐私政策 · 服务条款 · 加入我们 · 意见反馈",
        "主办单位：青川市人民政府办公室 网站标识码：5108220001 蜀ICP备05001234号-1",
        "川公网安备 51082202000123号 地址：青川市人民路18号 邮编：628100 电话：0839-7201234",
    ],
    "rights": [
        "Copyright © 2008-2024 qcnews.example All Rights Reserved 青川在线 版权所有",
        "未经青川在线书面许可，任何单位和个人不得复制、转载或以其他方式使用本网站的内容，违者必究",
        "互联网宗教信息服务许可证：川（2022）0000123 网络文化经营许可证 川网文〔2023〕1234-012号",
        "涉未成年人违法和不良信息举报专区 网络谣言举报入口 24小时举报热线：028-12377000",
    ],
}
PAGES = {
    "footer": "<div class='art'>{body}</div><footer>{end}</footer>",
    "plain elements": "<div class='a1'>{body}</div><div class='a2'>{end}</div>",
    "bottom": "<div class='rm'>{body}</div><div class='bottom'><div>{end}</div></div>",
    "table": "<table><tr><td><div>{body}</div></td></tr></table><table><tr><td><div>{end}</div></td></tr></table>",
    "beside": "{body}<div class='info'>{end}</div>",
}


@pytest.mark.parametrize("imprint", IMPRINTS)
@pytest.mark.parametrize("page", PAGES)
def test_a_short_article_stands_against_the_imprint_of_its_site(page: str, imprint: str) -> None:
    end = "".join(f"<p>{line}</p>" for line in IMPRINTS[imprint])
    html = PAGES[page].format(body=f"<p>{SHORT}</p>", end=end)
    assert read_article(f"<html><head><title>外贸</title></head><body>{html}</body></html>").text == SHORT


@pytest.mark.parametrize("imprint", IMPRINTS)
def test_an_imprint_leaves_plain_text(imprint: str) -> None:
    assert read_article("\n".join([SHORT, *IMPRINTS[imprint]])).text == SHORT


@pytest.mark.parametrize(
    "line",
    [
        "公司已取得增值电信业务经营许可证，全年实现营业收入3.2亿元，同比增长12%。",
        "网信部门全年受理网络违法和不良信息举报1.2亿件，同比增长3.4%。",
        "全市共办理ICP备案3.2万个，注销备案1200个，备案主体准确率达98%。",
        "版权登记量突破600万件，软件著作权占比过半，版权产业增加值达8.9万亿元。",
        "未经许可施工的项目共12个，罚款合计350万元，涉及面积3.2万平方米。",
        "青川日报社发布的数据显示，全年发行收入3.2亿元，同比增长2%。",
        "联系我们走访了32家企业，其中18家反映订单回升。",
        "监督电话开通以来，共接到来电1200个，办结率达98%。",
    ],
)
def test_prose_about_licences_and_rights_stays(line: str) -> None:
    html = f"<html><body><div><p>{line}</p><p>{SHORT}</p></div></body></html>"
    assert read_article(html).text == f"{line}\n{SHORT}"
    assert read_article(f"{line}\n{SHORT}").text == f"{line}\n{SHORT}"
