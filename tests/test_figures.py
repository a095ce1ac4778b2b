"""Figures: the sentence, and the figures it holds as “text = value[..high] unit modifier”."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.mentions import DATE, FigureMention, Mention
from extractor.recognizers.figures import recognizer
from extractor.rulebook import load_rulebook

FIND = recognizer(load_rulebook())


def plain(number: object) -> str:
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def shown(figure: FigureMention, text: str) -> str:
    value = plain(round(figure.value, 6)) + (f"..{plain(figure.value_high)}" if figure.value_high is not None else "")
    parts = [value, figure.unit, "" if figure.modifier == "eq" else figure.modifier]
    return f"{text[figure.start : figure.end]} = {' '.join(part for part in parts if part)}"


def figures(text: str, taken: tuple[Mention, ...] = ()) -> list[str]:
    return [shown(figure, text) for figure in FIND(Document(text), taken)]


SENTENCES: dict[str, list[str]] = {
    # money
    "全年销售额9885.8亿元": ["9885.8亿元 = 988580000000 CNY"],
    "补贴1,234.5万元、1，200元": ["1,234.5万元 = 12345000 CNY", "1，200元 = 1200 CNY"],
    "奖金壹仟玖佰圆整": ["壹仟玖佰圆整 = 1900 CNY"],
    "出资二十一点五万亿元": ["二十一点五万亿元 = 21500000000000 CNY"],
    "授信1.5亿元人民币和200亿欧元": ["1.5亿元人民币 = 150000000 CNY", "200亿欧元 = 20000000000 EUR"],
    "折人民币 50元，US$20，HK$3.5亿，€7": [
        "人民币 50元 = 50 CNY", "US$20 = 20 USD", "HK$3.5亿 = 350000000 HKD", "€7 = 7 EUR"],
    "油价报82.3美元/桶，煤价每吨1200元": ["82.3美元/桶 = 82.3 USD/桶", "1200元 = 1200 CNY/吨"],
    "楼面价每平方米约1.2万元": ["1.2万元 = 12000 CNY/平方米 approx"],
    "每股收益0.35元": ["0.35元 = 0.35 CNY"],
    "车费123元1角1分，早点三块零四，饼五毛": ["123元1角1分 = 123.11 CNY", "三块零四 = 3.04 CNY", "五毛 = 0.5 CNY"],
    "研发经费为2.79万亿，比上年多": ["2.79万亿 = 2790000000000 CNY"],
    "惠及小微企业189万家": ["189万家 = 1890000 家"],
    "惠及189万小微企业": ["189万 = 1890000"],
    "用户规模达10.4亿，孵化了2.5万“创客”，外贸规模破百亿": [
        "10.4亿 = 1040000000", "2.5万 = 25000", "百亿 = 10000000000 CNY gt"],
    "发放补贴，将有2000多万家庭受益": ["2000多万 = 20000000 gt"],
    # percentages, fractions, multiples
    "增长8%，占３．５％，死亡率3‰": ["8% = 8 %", "３．５％ = 3.5 %", "3‰ = 0.3 %"],
    "提高0.5个百分点，下调25个基点": ["0.5个百分点 = 0.5 pp", "25个基点 = 25 bp"],
    "百分之十二，千分之三，四分之一": ["百分之十二 = 12 %", "千分之三 = 0.3 %", "四分之一 = 25 %"],
    "近四成用户，一半以上门店打八五折": ["四成 = 40 % lt", "一半 = 50 % ge", "八五折 = 85 %"],
    "产量翻一番，利润翻了两番，客流翻倍，出口增长1.5倍": [
        "翻一番 = 2 倍", "翻了两番 = 4 倍", "翻倍 = 2 倍", "1.5倍 = 1.5 倍"],
    # ranges and lists
    "投资5至10亿元": ["5至10亿元 = 500000000..1000000000 CNY"],
    "规模在0~5亿元之间": ["0~5亿元 = 0..500000000 CNY"],
    "盈利22亿元至23亿元，增长20%-25%": ["22亿元至23亿元 = 2200000000..2300000000 CNY", "20%-25% = 20..25 %"],
    "从8500到3万港元": ["8500到3万港元 = 8500..30000 HKD"],
    "每年三五百人，七八成": ["三五百人 = 300..500 人", "七八成 = 70..80 %"],
    "利率上升1.3和2.6个百分点": ["1.3 = 1.3 pp", "2.6个百分点 = 2.6 pp"],
    "分别为293/350/417亿元": ["293 = 29300000000 CNY", "350 = 35000000000 CNY", "417亿元 = 41700000000 CNY"],
    "流量是37.2万和48.6万TB": ["37.2万 = 372000 TB", "48.6万TB = 486000 TB"],
    "增长28%至230亿元": ["28% = 28 %", "230亿元 = 23000000000 CNY"],
    "上涨20美元至2460美元": ["20美元 = 20 USD", "2460美元 = 2460 USD"],
    # quantities
    "装机2000万千瓦，发电531.7亿千瓦时": ["2000万千瓦 = 20000000 千瓦", "531.7亿千瓦时 = 53170000000 千瓦时"],
    "超200台（套）设备，100多个颜色": ["200台（套） = 200 台（套） gt", "100多个 = 100 个 gt"],
    "万余家工厂，数十人受伤，上百家门店": ["万余家 = 10000 家 gt", "数十人 = 10 人 gt", "百家 = 100 家 ge"],
    "时速350公里，8100.4万人次，PM2.5浓度30微克/立方米": [
        "350公里 = 350 公里", "8100.4万人次 = 81004000 人次", "30微克/立方米 = 30 微克/立方米"],
    "发生5.4级地震，气温零下20℃，指数涨12点": ["5.4级 = 5.4 级", "零下20℃ = 20 ℃", "12点 = 12 点"],
    "通话时长531.7亿分钟": ["531.7亿分钟 = 53170000000 分钟"],
    "两个万亿级产业集群": ["两个 = 2 个"],
    "三大运营商建成109项工程": ["三大 = 3 大", "109项 = 109 项"],
    "覆盖比重超过1/3，近3/4的门店，闯入1/4决赛": ["1/3 = 33.333333 % gt", "3/4 = 75 % lt"],
    "租金每月277元/平方米，运价30元/吨/天": ["277元/平方米 = 277 CNY/平方米", "30元/吨/天 = 30 CNY/吨/天"],
    "惠及11省市、300多盆花": ["11省市 = 11 省市", "300多盆 = 300 盆 gt"],
    "资产规模突破百亿，产值超千亿元，建设千亿级集群": ["百亿 = 10000000000 CNY gt", "千亿元 = 100000000000 CNY gt"],
    "进出口突破7000亿大关": ["7000亿 = 700000000000 CNY gt"],
    # traditional script, Cantonese, other spellings
    "參與者逾三萬二千人": ["三萬二千人 = 32000 人 gt"],
    "港幣三個一毫四，七蚊": ["港幣三個一毫四 = 3.14 HKD", "七蚊 = 7 CNY"],
    "六 點 五 成，百 分之 五 十": ["六 點 五 成 = 65 %", "百 分之 五 十 = 50 %"],
    "三斤半，3斤5两，兩公升，四分一升": [
        "三斤半 = 3.5 斤", "3斤5两 = 3.5 斤", "兩公升 = 2 公升", "四分一升 = 0.25 升"],
    "工资开到10k~15k，30w上下": ["10k~15k = 10000..15000 CNY", "30w = 300000 CNY approx"],
    "新台币 177.1 亿元，1.2万澳门元": ["新台币 177.1 亿元 = 17710000000 TWD", "1.2万澳门元 = 12000 MOP"],
    "收获过了八成半，九成五的人达标，身高1米8，绳长一米八五，半公升": [
        "八成半 = 85 %", "九成五 = 95 %", "1米8 = 1.8 米", "一米八五 = 1.85 米", "半公升 = 0.5 公升"],
    "挪威基金盈利48亿克朗，印度出口5亿卢比": ["48亿克朗 = 4800000000 NOK", "5亿卢比 = 500000000 INR"],
    "其中超6成在郊区，14亿多人口": ["6成 = 60 % gt", "14亿多 = 1400000000 gt"],
    # modifiers
    "约3家，近3万辆，超过3%，逾3亿元，至少3人，不超过3元": [
        "3家 = 3 家 approx", "3万辆 = 30000 辆 lt", "3% = 3 % gt", "3亿元 = 300000000 CNY gt", "3人 = 3 人 ge",
        "3元 = 3 CNY le"],
    "3%左右，3家以上，3万元（含）以上，3人以下": [
        "3% = 3 % approx", "3家 = 3 家 ge", "3万元 = 30000 CNY ge", "3人 = 3 人 le"],
    "最近3家，签约3项，加上3人": ["3家 = 3 家", "3项 = 3 项", "3人 = 3 人"],
    # no figures
    "2021年12月30日19时40分": [],
    "历时3年、5个月、两周、18天，全程24小时": [],
    "今年35岁，第3家，第17位，前十大股东，50强": [],
    "1—10月，2019—2021年，3、5、7和12月": [],
    "一个项目、一批企业、一家工厂、进一步统一": [],
    "5G基站，G20峰会，沪深300，iPhone 13，“2441”体系，十四五，双11，一带一路": [],
    "增强“四个意识”，推进“六张网”建设，党的二十大": [],
    "贵州茅台（600519）国发〔2021〕23号": [],
    "第23和24轮磋商，第1至3名": [],
    "落实八项规定，红十字会，水陆两栖，二层小楼，最后一公里": [],
    "出台“新国九条”，歼-11B，4×100米接力，第4/3号": [],
    "九部门联合发文，每10万人发病率，每100克含量": [],
    "五角大楼、三只松鼠、三门峡、零件、百姓、万元": [],
    "周三个股普涨": [],
    "第十四届全国人大三次会议，四中全会": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_figures_of_a_sentence(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_digits_of_other_mentions_are_taken() -> None:
    text = "2.1公里"
    taken = Mention(0, 5, DATE, "", "")
    assert figures(text) == ["2.1公里 = 2.1 公里"]
    assert figures(text, (taken,)) == []


def test_outer_span_takes_in_the_words_of_approximation() -> None:
    text = "总投资超过30亿元左右"
    (figure,) = FIND(Document(text), ())
    assert text[figure.start : figure.end] == "30亿元"
    assert text[figure.outer_start : figure.outer_end] == "超过30亿元左右"
    assert (figure.norm, figure.rule) == ("3000000000 CNY", "currencies.generic")


ENDLESS = ("9", "亿", "1、", "（1", "1-", "1,111", "十", "百分之", "3万 ", "一二", "每", "半", "$", "3个（", "“3个")


@pytest.mark.parametrize("piece", ENDLESS)
def test_endless_input_ends(piece: str) -> None:
    text = piece * 50_000
    assert isinstance(figures(text), list)


def test_names_take_the_digits_inside_them_but_no_whole_figure() -> None:
    text = "五矿集团长九米"
    assert figures("五矿集团有三家门店", (Mention(0, 4, "ORG", "", ""),)) == ["三家 = 3 家"]
    assert figures("三家集团", (Mention(0, 4, "ORG", "", ""),)) == []
    assert figures(text, (Mention(5, 7, "PERSON", "", ""),)) == ["九米 = 9 米"]
