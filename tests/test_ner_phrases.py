"""Spans that are phrases and no names: what is left of a model's span, a text a row, without a model.

The span is between 【】. What is left of it is written 'name/label'; "-" is nothing.
"""

from __future__ import annotations

import pytest

from extractor.ner.corrections import name_rules
from extractor.ner.model import NamedSpan
from extractor.rulebook import load_rulebook

DOUBTFUL, CERTAIN = 0.7, 0.95

CASES = [
    # parts of a state or a body that are no bodies by name
    ("【日本气象部门】提醒民众减少外出", "ORG", DOUBTFUL, "日本/LOC"),
    ("【云南水利部门】启动应急响应", "ORG", CERTAIN, "云南/LOC"),
    ("【联合国机构】在当地的仓库被毁", "ORG", CERTAIN, "联合国/ORG"),
    ("【美国情报机构】否认这一说法", "ORG", DOUBTFUL, "美国/LOC"),
    ("【新西兰军方】派出运输机", "ORG", CERTAIN, "新西兰/LOC"),
    ("【内蒙古军区机关】开展植树", "ORG", DOUBTFUL, "内蒙古军区/ORG"),
    ("【有关部门】正在核实", "ORG", CERTAIN, "-"),
    ("须经【国务院专利行政部门】批准", "ORG", CERTAIN, "国务院专利行政部门/ORG"),
    ("【国际原子能机构】派出专家组", "ORG", CERTAIN, "国际原子能机构/ORG"),
    ("【气象局】发布预警", "ORG", CERTAIN, "气象局/ORG"),
    # what kind of body it is, and its name
    ("【评级机构穆迪】下调展望", "ORG", DOUBTFUL, "穆迪/ORG"),
    ("【国际评级机构惠誉】维持评级", "ORG", DOUBTFUL, "惠誉/ORG"),
    ("【研究机构Canalys】的报告", "ORG", DOUBTFUL, "Canalys/ORG"),
    ("【太空旅游公司维珍银河】复牌", "ORG", DOUBTFUL, "维珍银河/ORG"),
    ("【咨询公司埃森哲】裁员", "ORG", CERTAIN, "埃森哲/ORG"),
    ("【海外投资机构】加仓", "ORG", CERTAIN, "-"),
    ("【北京地铁公司】招标", "ORG", CERTAIN, "北京地铁公司/ORG"),
    ("【新能源投资公司江河】成立", "ORG", CERTAIN, "新能源投资公司江河/ORG"),
    # events
    ("第六届【证券期货监管圆桌会】", "ORG", DOUBTFUL, "-"),
    ("【杭州亚残运会】火炬点燃", "ORG", DOUBTFUL, "-"),
    ("【中国网络文明大会】开幕", "ORG", DOUBTFUL, "-"),
    ("【新疆文化和旅游发展大会】召开", "ORG", DOUBTFUL, "-"),
    ("【全国人民代表大会】通过法案", "ORG", CERTAIN, "全国人民代表大会/ORG"),
    ("【联合国大会】一般性辩论", "ORG", CERTAIN, "联合国大会/ORG"),
    # countries by one character
    ("【柬泰】两国同意停火", "PERSON", CERTAIN, "柬/LOC 泰/LOC"),
    ("【韩美】联合声明", "PERSON", DOUBTFUL, "韩/LOC 美/LOC"),
    ("【中塞政治】互信", "ORG", DOUBTFUL, "中/LOC 塞/LOC"),
    ("【德中加强】合作", "ORG", DOUBTFUL, "德/LOC 中/LOC"),
    ("同意【乌有限】使用武器", "ORG", DOUBTFUL, "乌/LOC"),
    ("【美特种】部队", "ORG", DOUBTFUL, "美/LOC"),
    ("【韩美】林的画展", "PERSON", DOUBTFUL, "韩美/PERSON"),
    ("【中泰化学】停牌", "ORG", DOUBTFUL, "中泰化学/ORG"),
    ("【中加基金】发行新品", "ORG", DOUBTFUL, "中加基金/ORG"),
    ("据【中国天气网】消息", "ORG", DOUBTFUL, "中国天气网/ORG"),
    # crops, verbs, words that end where a name seems to
    ("【山西小米】收购价上涨", "ORG", CERTAIN, "山西/LOC"),
    ("【陕西苹果】挂果", "ORG", CERTAIN, "陕西/LOC"),
    ("更好【联通】南北市场", "ORG", DOUBTFUL, "-"),
    ("【中国联通】发布年报", "ORG", CERTAIN, "中国联通/ORG"),
    ("【海地安全局】势恶化", "ORG", CERTAIN, "-"),
    ("【海地安全局】长发布通报", "ORG", CERTAIN, "海地安全局/ORG"),
    ("以【方正】在增兵", "PERSON", CERTAIN, "-"),
    ("作家【方正】在读书会上", "PERSON", CERTAIN, "方正/PERSON"),
    # people with a verb at the end
    ("【肖建围】绕主题发言", "PERSON", CERTAIN, "肖建/PERSON"),
    ("【林火达】到150处", "PERSON", CERTAIN, "林火/PERSON"),
    ("【李建成】了解到这一情况", "PERSON", CERTAIN, "李建成/PERSON"),
    ("【周三】收盘", "PERSON", CERTAIN, "-"),
    ("国家副主席【韩正在】北京会见外宾", "PERSON", DOUBTFUL, "韩正/PERSON"),
    ("会见总统【莱希时】表示", "PERSON", CERTAIN, "莱希/PERSON"),
    ("会见教练【张希时】一家人", "PERSON", CERTAIN, "张希时/PERSON"),
    ("【巴方】高度赞赏", "PERSON", DOUBTFUL, "-"),
    ("村民【朴实】的话语", "PERSON", DOUBTFUL, "-"),
    ("女子【亭亭玉立】", "PERSON", DOUBTFUL, "-"),
    ("俄军在【阿夫连季耶夫卡】推进", "PERSON", DOUBTFUL - 0.1, "阿夫连季耶夫卡/LOC"),
    ("【库拉任沃】方向", "PERSON", DOUBTFUL, "库拉任沃/LOC"),
    ("在【扎哈罗娃】看来", "PERSON", CERTAIN, "扎哈罗娃/PERSON"),
    ("在【约翰·柯比】看来", "PERSON", DOUBTFUL, "约翰·柯比/PERSON"),
    # generic groups, ships in space, parties of phrases
    ("【多国政府】和政党致贺", "ORG", DOUBTFUL, "-"),
    ("任由【贩毒集团】猖獗", "ORG", CERTAIN, "-"),
    ("【黎巴嫩武装组织】发射火箭弹", "ORG", CERTAIN, "黎巴嫩/LOC"),
    ("【天舟五号】货运飞船", "ORG", DOUBTFUL, "-"),
    ("【四川省教育部门组织】高校访企", "ORG", DOUBTFUL, "四川省/LOC"),
    ("【临沂舰】返回军港", "ORG", DOUBTFUL, "-"),
    ("【太平洋舰队】出动", "ORG", CERTAIN, "太平洋舰队/ORG"),
    ("推动【智慧海关】建设", "ORG", DOUBTFUL, "-"),
    ("【拱北海关】公布数据", "ORG", CERTAIN, "拱北海关/ORG"),
    ("【新时代党】的建设", "ORG", CERTAIN, "-"),
    ("【东北局】地大到暴雪", "ORG", DOUBTFUL, "-"),
    # the legal form of a Latin name
    ("【Meta】 Platforms跌超1%", "ORG", CERTAIN, "Meta Platforms/ORG"),
    ("【Meta】 Quest新款发售", "ORG", CERTAIN, "Meta/ORG"),
]


@pytest.mark.parametrize(("marked", "label", "score", "left"), CASES, ids=[case[0] for case in CASES])
def test_what_is_left_of_a_span(marked: str, label: str, score: float, left: str) -> None:
    start, end = marked.index("【"), marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    spans = name_rules(load_rulebook()).borders.shape(text, NamedSpan(start, end, label, score))
    assert (" ".join(f"{text[s.start : s.end]}/{s.label}" for s in spans) or "-") == left
