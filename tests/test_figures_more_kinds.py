"""Figures: further kinds of spelling, each with its variations and with look-alikes that are something else."""

from __future__ import annotations

import pytest

from extractor.document import Document
from extractor.recognizers.figures import recognizer
from extractor.rulebook import load_rulebook
from tests.extractors import shared_extractor
from tests.test_figures import shown

FIND = recognizer(load_rulebook())
READER = shared_extractor(model=None)

# fmt: off
KINDS: dict[str, dict[str, list[str]]] = {
    "the unit is in the label": {
        "净利润（万元）：1,234.56": ["1,234.56 = 12345600 CNY"],
        "营业收入(亿元):35.6，同比增长（%）：12.5": ["35.6 = 3560000000 CNY", "12.5 = 12.5 %"],
        "出口额（百万美元）：12.5": ["12.5 = 12500000 USD"],
        "借款额度（美元）：1,200万": ["1,200万 = 12000000 USD"],
        "股价（元/股）为35.2，人数（万人）：3.2": ["35.2 = 35.2 CNY/股", "3.2 = 32000 人"],
        "存款余额（单位：亿元）为1234.5": ["1234.5 = 123450000000 CNY"],
        "中标金额（元） 1,234,567.00": ["1,234,567.00 = 1234567 CNY"],
        "本金（港币）：300万": ["300万 = 3000000 HKD"],
        # no label of a unit, and a number with a unit of its own
        "注册资本（认缴）：500，（3）：12，江州发展（600123）：2023": [],
        "合同价（万元）：35美元": ["35美元 = 35 USD"],
    },
    "hundreds and thousands behind a word for money": {
        "租金四千五一个月，押金九千": ["四千五 = 4500 CNY", "九千 = 9000 CNY"],
        "工资五千八到六千五": ["五千八到六千五 = 5800..6500 CNY"],
        "月薪8千起，底薪三千多": ["8千 = 8000 CNY ge", "三千多 = 3000 CNY gt"],
        "花了一千二，定金三百": ["一千二 = 1200 CNY", "三百 = 300 CNY"],
        "月薪8千到1万": ["8千到1万 = 8000..10000 CNY"],
        "收入五百强，投资三百户": ["三百户 = 300 户"],
        "约3千，近八千，报名三百": [],
    },
    "hundredths behind tenths": {
        "仅一成二选择柜台，三成五企业表示满意": ["一成二 = 12 %", "三成五 = 35 %"],
        "近四成八来自外省，六成三受访者认为": ["四成八 = 48 % lt", "六成三 = 63 %"],
        "七成六为青年，两成四没有贷款": ["七成六 = 76 %", "两成四 = 24 %"],
        "五成一消费者愿意再买": ["五成一 = 51 %"],
        # the digit belongs to the word behind it
        "一成二手房降价，两成三线城市上涨，一成四川用户": ["一成 = 10 %", "两成 = 20 %", "一成 = 10 %"],
        "三成一线员工，两成五星酒店": ["三成 = 30 %", "两成 = 20 %"],
    },
    "how worn a thing is, sayings and names": {
        "九成新的手机卖2300元": ["2300元 = 2300 CNY"],
        "出售八成新以上设备，9成新，九五成新。": [],
        "二手车九成新左右，价6.8万元": ["6.8万元 = 68000 CNY"],
        "七折八扣后28元": ["28元 = 28 CNY"],
        "有十成十的把握，九成宫碑": [],
        "三折屏手机，两折页宣传册": [],
        # shares, discounts
        "三成新增贷款，两成新能源车，六成新股破发": ["三成 = 30 %", "两成 = 20 %", "六成 = 60 %"],
        "七折促销，九成开工": ["七折 = 70 %", "九成 = 90 %"],
    },
    "what an amount is per, behind a sign or a letter": {
        "每股派息HK$0.35/股": ["HK$0.35/股 = 0.35 HKD/股"],
        "油价US$85/bbl，日租￥299/晚": ["US$85/bbl = 85 USD/bbl", "￥299/晚 = 299 CNY/晚"],
        "15k-20k/月，兼职8k/月": ["15k-20k/月 = 15000..20000 CNY/月", "8k/月 = 8000 CNY/月"],
        "均价$12/件": ["$12/件 = 12 USD/件"],
        "HK$0.35，US$85": ["HK$0.35 = 0.35 HKD", "US$85 = 85 USD"],
        "下载20k/s": [],
    },
    "spoken amounts before what becomes of them": {
        "菜价从1块3毛5涨到1块4毛2": ["1块3毛5 = 1.35 CNY", "1块4毛2 = 1.42 CNY"],
        "2块2毛8降到2块1": ["2块2毛8 = 2.28 CNY", "2块1 = 2.1 CNY"],
        "1块3毛5个": ["1块3毛 = 1.3 CNY", "5个 = 5 个"],
    },
    "degrees below zero in words": {
        "气温零下十五度": ["零下十五度 = 15 度"],
        "摄氏二十度，零下三度": ["摄氏二十度 = 20 摄氏度", "零下三度 = 3 度"],
        "三度夺冠，第三度冲关": [],
        "体温三十八度五，烧到三十九度二": ["三十八度五 = 38.5 度", "三十九度二 = 39.2 度"],
        "转了三十度二次": [],
    },
    "an area's price without 元": {
        "每平米5.2万": ["5.2万 = 52000 CNY/平米"],
        "每平方米栽5万株": ["5万株 = 50000 株"],
    },
    "what one of them costs, interest in tenths of tenths": {
        "新车二十三万八一辆，挖机四十二万八一台": ["二十三万八 = 238000 CNY", "四十二万八 = 428000 CNY"],
        "钢筋四千零五十一吨": ["四千零五十一吨 = 4051 吨"],
        "月息一分五，三分一": ["三分一 = 33.333333 %"],
    },
    "valuations before their name": {
        "对应25xPE，给予12xPB": ["25x = 25 倍", "12x = 12 倍"],
        "3xLED灯": [],
    },
    "from a list price on": {
        "指导价16.98万起，预售价为18.8万起": ["16.98万 = 169800 CNY ge", "18.8万 = 188000 CNY ge"],
        "优惠价9.98万起，零售价12万元起": ["9.98万 = 99800 CNY ge", "12万元 = 120000 CNY ge"],
        "30万起交通事故": ["30万起 = 300000 起"],
    },
    "hundredths of a currency named before": {
        "每股盈利人民币5.12分，股息港币12.8分": ["5.12分 = 0.0512 CNY", "12.8分 = 0.128 HKD"],
        "每股派息港币18仙，港元35.6分": ["18仙 = 0.18 HKD", "35.6分 = 0.356 HKD"],
        "考了85分，比分为12.5分": ["85分 = 85 分", "12.5分 = 12.5 分"],
    },
    "what one of them costs": {
        "三块五一张，两毛五一个": ["三块五 = 3.5 CNY", "两毛五 = 0.25 CNY"],
        "一百二一位，三百六一晚": ["一百二 = 120 CNY", "三百六 = 360 CNY"],
        "一百二十一位": ["一百二十一位 = 121 位"],
    },
    "letters for 万": {
        "年薪30W-50W，预算50W": ["30W-50W = 300000..500000 CNY", "50W = 500000 CNY"],
        "粉丝12.5w，播放量300w+": ["12.5w = 125000", "300w = 3000000"],
        "功率30W，灯泡20W": ["30W = 30 W", "20W = 20 W"],
        "预算50W元，功率30W": ["50W元 = 500000 CNY", "30W = 30 W"],
    },
    "a range before an English magnitude": {
        "USD 2.2-2.5bn": ["USD 2.2-2.5bn = 2200000000..2500000000 USD"],
        "US$3.5-4.2bn，RMB10-12m": ["US$3.5-4.2bn = 3500000000..4200000000 USD", "RMB10-12m = 10000000..12000000 CNY"],
        "长3.5-4.2m": ["3.5-4.2m = 3.5..4.2 m"],
    },
    "个亿 with 多": {
        "赚了两个多亿，亏了三个多亿": ["两个多亿 = 200000000 CNY gt", "三个多亿 = 300000000 CNY gt"],
        "三个多月": [],
    },
    "a percentage whose upper end leaves 百分之 out": {
        "百分之三到五": ["百分之三到五 = 3..5 %"],
        "占百分之二十至三十": ["百分之二十至三十 = 20..30 %"],
        "百分之五到百分之八": ["百分之五到百分之八 = 5..8 %"],
        "百分之三到家，百分之二十至三十家": ["百分之三 = 3 %", "百分之二十 = 20 %", "三十家 = 30 家"],
    },
    "a word of approximation before a verb": {
        "至少投入2亿元，最多可容纳300人": ["2亿元 = 200000000 CNY ge", "300人 = 300 人 le"],
        "起码要花3000元，顶多支付500元": ["3000元 = 3000 CNY ge", "500元 = 500 CNY le"],
        "大约需要20吨，至少要增长5%": ["20吨 = 20 吨 approx", "5% = 5 % ge"],
        "投入2亿元，至少": ["2亿元 = 200000000 CNY"],
        "至少两家公司投入3亿元": ["两家 = 2 家 ge", "3亿元 = 300000000 CNY"],
    },
    "sets that have a name": {
        "三大运营商，两大股东，四大行，五大战区": [],
        "两大车货，三大件": [],
        "三大关键利率，两大利率，三大门类": [],
        "三大板块，五大领域，三大行业": ["三大 = 3 大", "五大 = 5 大", "三大 = 3 大"],
        "两大类产品": ["两大类 = 2 大类"],
    },
    "one or two of them": {
        "产量提高一两成，一两家企业": ["一两成 = 10..20 %", "一两家 = 1..2 家"],
        "增长一两倍，花一两元，来了一两次": ["一两倍 = 1..2 倍", "一两元 = 1..2 CNY", "一两次 = 1..2 次"],
        "一两黄金，一两个月": ["一两 = 1 两"],
    },
    "two values in 万 without a unit": {
        "花费两三万，贷款四五十万": ["两三万 = 20000..30000 CNY", "四五十万 = 400000..500000 CNY"],
        "人数一两万": ["一两万 = 10000..20000"],
        "持续三四天，七八月": [],
    },
    "about so many, with 把": {
        "百把人，千把块钱": ["百把人 = 100 人 approx", "千把块钱 = 1000 CNY approx"],
        "万把户": ["万把户 = 10000 户 approx"],
        "花了千把元，种了百把亩": ["千把元 = 1000 CNY approx", "百把亩 = 100 亩 approx"],
        "三百把椅子，一把人民币": ["三百把 = 300 把"],
    },
    "hundreds and thousands behind a verb of selling and paying": {
        "手机卖两千九，每月交三百五": ["两千九 = 2900 CNY", "三百五 = 350 CNY"],
        "工资由六千五涨到八千二": ["六千五 = 6500 CNY", "八千二 = 8200 CNY"],
        "罚了一千二，欠三千六": ["一千二 = 1200 CNY", "三千六 = 3600 CNY"],
        "卖三千册，花五百年，到三千五": ["三千册 = 3000 册"],
    },
    "points of an index in Chinese numerals": {
        "较昨日跌五十点，报三千二百点": ["五十点 = 50 点", "三千二百点 = 3200 点"],
        "涨一百二十点": ["一百二十点 = 120 点"],
        "下午三点，二十点钟，上午十一点": [],
    },
    "digits of a number to call": {
        "拨打一二三四五热线": [],
        "一二三一五平台受理投诉三千件": ["三千件 = 3000 件"],
    },
    "at least and at most with 等于": {
        "贷款小于等于50万元，面积大于等于90平方米": ["50万元 = 500000 CNY le", "90平方米 = 90 平方米 ge"],
        "收入低于或等于3000元，人数大于或等于20人": ["3000元 = 3000 CNY le", "20人 = 20 人 ge"],
        "等于3倍": ["3倍 = 3 倍"],
    },
    "成 before 员工 and in 成员": {
        "三成员工轮休，五成员国签署": ["三成 = 30 %"],
        "七成员工持股，六家成员单位": ["七成 = 70 %", "六家 = 6 家"],
    },
    "big bags and boxes": {
        "三大袋粮食，五大箱苹果": ["三大袋 = 3 大袋", "五大箱 = 5 大箱"],
        "三大运营商": [],
    },
    "what is spent": {
        "耗资六点八亿，斥资3.5亿收购": ["六点八亿 = 680000000 CNY", "3.5亿 = 350000000 CNY"],
        "出资2000万，要价80万": ["2000万 = 20000000 CNY", "80万 = 800000 CNY"],
    },
    "a currency's name before about, over and under": {
        "净流入欧元约3.4亿，净流出英镑近2,000万": ["3.4亿 = 340000000 EUR approx", "2,000万 = 20000000 GBP lt"],
        "另获港币超过5亿元，美元逾300万元": ["5亿元 = 500000000 HKD gt", "300万元 = 3000000 USD gt"],
        "人民币约50元，港元不超过80元": ["50元 = 50 CNY approx", "80元 = 80 HKD le"],
        "日元约3亿人使用，美元兑日元约155": ["3亿人 = 300000000 人 approx"],
    },
    "one and a half, and more than one, of a magnitude": {
        "四五个亿的订单": ["四五个亿 = 400000000..500000000 CNY"],
        "投了一个半亿，两个半亿": ["一个半亿 = 150000000 CNY", "两个半亿 = 250000000 CNY"],
        "亏了一个多亿": ["一个多亿 = 100000000 CNY gt"],
        "借款1又1/2亿元，一又二分之一亿吨": ["1又1/2亿元 = 150000000 CNY", "一又二分之一亿吨 = 150000000 吨"],
        "一个半小时，一个多月，1又1/2": [],
    },
    "from a loss to a profit": {
        "利润-2亿元至1亿元": ["-2亿元至1亿元 = 200000000..100000000 CNY"],
        "毛利率-5%～3%，气温-3到5度": ["-5%～3% = 5..3 %", "-3到5度 = 3..5 度"],
        "增长5%至3%": ["5% = 5 %", "3% = 3 %"],
    },
    "from a fall to a rise, which are two changes": {
        "增长-30%至8%": ["-30% = 30 %", "8% = 8 %"],
        "订单同比变动区间为-4.5%~+12%": ["-4.5% = 4.5 %", "+12% = 12 %"],
        "增速：-3%到1%，涨跌幅在-2%至1%之间": ["-3% = 3 %", "1% = 1 %", "-2% = 2 %", "1% = 1 %"],
        "同比增速为-9%-4%": ["-9% = 9 %", "4% = 4 %"],
        "环比变化-6%到-2%，增速较快，净利率-2%至1%": ["-6%到-2% = 2..6 %", "-2%至1% = 2..1 %"],
    },
    "the dead and the hurt": {
        "造成5死17伤": ["5 = 5", "17 = 17"],
        "三死一伤，8死、3伤": ["三 = 3", "一 = 1", "8 = 8", "3 = 3"],
        "已致10余死，酿成2死": ["10余 = 10 gt", "2 = 2"],
        "7死多伤。": ["7 = 7"],
        "九死一生，三伤两次，第5伤员": ["两次 = 2 次"],
    },
    "how tall somebody is, feet and inches": {
        "身高米七，净高米八。": ["米七 = 1.7 米", "米八 = 1.8 米"],
        "米九左右": ["米九 = 1.9 米 approx"],
        "三呎六吋": ["三呎六吋 = 3.5 呎"],
        "大米三斤，小米8手机，100米九秒": ["三斤 = 3 斤", "100米 = 100 米"],
    },
    "two amounts around a full-width comma": {
        "$15，200欧元": ["$15 = 15 USD", "200欧元 = 200 EUR"],
        "$20，300美元": ["$20 = 20 USD", "300美元 = 300 USD"],
        "1，200欧元": ["1，200欧元 = 1200 EUR"],
    },
    "an amount without 元 before what it pays": {
        "带动数百亿投资，30亿资金到位": ["数百亿 = 10000000000 CNY gt", "30亿 = 3000000000 CNY"],
        "5000万补贴已发放，200万奖金": ["5000万 = 50000000 CNY", "200万 = 2000000 CNY"],
        "5万投资者，30万贷款客户，189万企业": ["5万 = 50000", "30万 = 300000", "189万 = 1890000"],
    },
    "stakes of roads, flats, scores": {
        "K123+456处，DK12+300米": [],
        "新增300+200张": ["200张 = 200 张"],
        "3单元502，5:1大胜": [],
        "3单业务，3大板块": ["3单 = 3 单", "3大 = 3 大"],
    },
    "hundreds and thousands behind what each costs": {
        "酒席每桌三千六百八": ["三千六百八 = 3680 CNY/桌"],
        "每人三百五，每箱两百四": ["三百五 = 350 CNY/人", "两百四 = 240 CNY/箱"],
        "每年一千二百人，每班三十五": ["一千二百人 = 1200 人"],
    },
    "fractions before a verb": {
        "1/3拥有汽车，2/3选择公交": ["1/3 = 33.333333 %", "2/3 = 66.666667 %"],
        "1/4表示满意": ["1/4 = 25 %"],
        "1/3版面，3/4拍": [],
    },
    "telephone numbers with an extension": {
        "电话：0571-88886666转8012": [],
    },
}
# fmt: on
CASES = [(kind, text, expected) for kind, texts in KINDS.items() for text, expected in texts.items()]


@pytest.mark.parametrize(("kind", "text", "expected"), CASES, ids=[f"{kind}: {text}" for kind, text, _ in CASES])
def test_figures_of_a_kind(kind: str, text: str, expected: list[str]) -> None:
    assert [shown(figure, text) for figure in FIND(Document(text), ())] == expected


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("PPI-2.5%，CPI+0.3%", "-+"),
        ("沪深300-1.2%，标普500+0.2%", "-+"),
        ("标普+0.1%，纳指-0.5%", "+-"),
        ("中证1000-0.8%，ROE-1.2pct", "--"),
        ("预计变动-20%～-10%", "-"),
        ("占比5-8%", " "),
        ("B-21型5架", " "),
    ],
)
def test_signs_behind_letters_and_indices(text: str, signs: str) -> None:
    assert "".join(figure.sign or " " for figure in FIND(Document(text), ())) == signs


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("同比变动-20%～-10%", 10, 20), ("增长-5%至-3%", 3, 5), ("涨幅5%至8%", 5, 8)],
)
def test_a_range_of_falls_has_the_nearer_end_first(text: str, low: int, high: int) -> None:
    (figure,) = FIND(Document(text), ())
    assert (figure.value, figure.value_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("同比增长12. 40%，净资产为56. 78亿元。", ["12. 40% 12.4", "56. 78亿元 5678000000"]),
        ("负债合计1, 234.5亿元。", ["1, 234.5亿元 123450000000"]),
        ("存款余额1,\n234.5亿元。", ["1,\n234.5亿元 123450000000"]),
        ("融资3 0 0 万元。", ["3 0 0 万元 3000000"]),
        # cells and items
        ("占比 12 40%", ["40% 40"]),
        ("2. 40%的企业增收。", ["40% 40"]),
    ],
)
def test_blanks_inside_numbers(text: str, figures: list[str]) -> None:
    found = READER.extract({"text": text}).figures
    assert [f"{figure.text} {figure.value:g}" if figure.value < 100 else f"{figure.text} {figure.value:.0f}"
            for figure in found] == figures


@pytest.mark.parametrize("text", ["支票伍仟元整。", "借款陆万圆。", "总价壹佰万元整。", "收购价RMB 1.25 billion。"])
def test_a_figure_is_no_name(text: str) -> None:
    assert [record.label for record in shared_extractor().extract({"text": text}).records] == ["MONEY"]
