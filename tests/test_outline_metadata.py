"""What a report says of itself: title, office, period, dates, number; where it stands, and how sure it is."""

import pytest

from summarizer.base.document import Metadata, Told
from summarizer.outline import outline
from summarizer.readers import read


def metadata(text: str) -> Metadata:
    return outline(read(text)).document.metadata


def told(text: str, field: str) -> Told:
    return next(each for each in metadata(text).told if each.field == field)


BODY = "\n\n一、工作情况\n\n（一）抓甲事。办成三件。\n\n（二）抓乙事。办成五件。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云溪县民政局\n\n2023年工作总结", "云溪县民政局2023年工作总结"),
        ("标题：云溪县2023年工作总结\n发布时间：2024-02-01\n\n正文", "云溪县2023年工作总结"),
        ("关 于 2023 年 工 作 情 况 的 报 告", "关于2023年工作情况的报告"),
        ("二〇二三年云溪县法治政府建设年度报告（摘要）", "二〇二三年云溪县法治政府建设年度报告（摘要）"),
        ("关于2023年法治建设情况的报告县委依法治县办：现将我局情况报告如下。", "关于2023年法治建设情况的报告"),
        ("首页\n政务公开\n云溪县水务局2023年工作总结", "云溪县水务局2023年工作总结"),
        ("第一部分 2023年工作总结", ""),
        ("各位代表：\n\n现在，我代表市人民政府，向大会报告工作，请予审议。", "政府工作报告"),
    ],
)
def test_the_title_is_the_report_s_own(head: str, title: str) -> None:
    assert metadata(head + BODY).title == title


@pytest.mark.parametrize(
    ("text", "issuer", "certainty"),
    [
        ("云溪县民政局关于2023年工作情况的报告\n来源：青岚市人民政府门户网站" + BODY, "云溪县民政局", "stated"),
        ("2023年工作总结" + BODY + "\n云溪县水务局\n2024年1月8日\n", "云溪县水务局", "stated"),
        ("2023年工作总结" + BODY.replace("\n", "") + "云溪县水务局 2024年1月8日", "云溪县水务局", "stated"),
        ("政府工作报告\n——2024年1月16日在云溪县第八届人民代表大会第四次会议上\n\n各位代表：" + BODY,
         "云溪县人民政府", "inferred"),
        ("云溪县2023年法治政府建设年度报告" + BODY, "云溪县人民政府", "inferred"),
        ("各位代表：\n\n现在，我代表市人民政府，向大会报告工作。" + BODY + "建设平安达州、法治达州，美丽达州展新颜，"
                                                                           "达州更宜居，"
         "达州更兴旺，让数字达州惠及市民。\n", "达州市人民政府", "guessed"),
        # A word that stands before 市 as often as it may is no place: 消费市场, 智慧消费.
        ("各位代表：\n\n现在，我代表市人民政府，向大会报告工作。" + BODY + "智慧消费、平安消费、绿色消费，"
         "消费更旺，消费市场大。\n",
         "", ""),
        ("2023年工作总结" + BODY, "", ""),
    ],
)  # fmt: skip
def test_the_office_is_the_one_that_reports(text: str, issuer: str, certainty: str) -> None:
    found = metadata(text)
    assert found.issuer == issuer
    assert [each.certainty for each in found.told if each.field == "issuer"] == ([certainty] if certainty else [])


def test_a_guess_is_said_to_be_one() -> None:
    text = (
        "各位代表：\n\n现在，我代表市人民政府，向大会报告工作。"
        + BODY
        + "平安达州、法治达州、美丽达州、数字达州、健康达州。\n"
    )
    assert [note for note in outline(read(text)).notes if "达州市人民政府" in note and "guess" in note]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("云溪县2024年政府工作报告\n\n一、2023年工作回顾\n\n成效。\n\n二、2024年工作安排\n\n抓甲事。\n", "2023"),
        ("云溪县2024年政府工作报告\n\n各位代表：现在，我代表县人民政府报告工作。" + BODY, "2023"),
        ("政府工作报告\n\n一、过去五年工作回顾\n\n成效。\n\n二、2022年工作安排\n\n抓甲事。\n", "2017-2021"),
        ("政府工作报告\n\n一、“十三五”时期工作回顾\n\n成效。\n", "2016-2020"),
        ("政府工作报告\n\n一、2025年和“十四五”时期工作回顾\n\n成效。\n", "2025"),
        ("二〇二三年度工作总结\n\n一、二〇二三年工作回顾\n\n成效。\n", "2023"),
        ("工作情况报告\n\n现将上年度工作情况报告如下：" + BODY + "\n云溪县水务局\n2024年9月8日\n", "2023"),
        ("工作情况报告" + BODY + "\n云溪县水务局\n2024年3月8日\n", "2023"),
        ("云溪县2019-2021年工作总结" + BODY, "2019-2021"),
        ("工作情况报告" + BODY, ""),
    ],
)
def test_the_period_is_what_is_reported_and_not_the_page_s_date(text: str, period: str) -> None:
    assert metadata(text).period == period


def test_the_page_s_date_and_the_signature_s_are_kept_apart() -> None:
    found = metadata("云溪县2023年工作总结\n发布时间：2024-02-20" + BODY + "\n云溪县水务局\n2024年2月16日\n")
    assert (found.published, found.signed) == ("2024-02-20", "2024-02-16")
    spelled = metadata("云溪县2023年工作总结" + BODY + "\n云溪县水务局\n二〇二四年二月十六日\n")
    assert (spelled.published, spelled.signed) == ("2024-02-16", "2024-02-16")


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("云水发〔2024〕5号\n\n云溪县水务局2023年工作总结", "云水发〔2024〕5号"),
        ("文号：云府办[2024] 12号\n云溪县2023年工作总结", "云府办[2024] 12号"),
        ("云溪县2023年工作总结\n\n根据云府办〔2023〕9号文件要求，现报告如下。", ""),
    ],
)
def test_the_document_s_number_is_its_own_and_not_one_it_cites(head: str, number: str) -> None:
    assert metadata(head + BODY).number == number


def test_each_value_is_told_with_its_place() -> None:
    text = "云水发〔2024〕5号\n\n云溪县水务局\n\n2023年工作总结" + BODY + "\n云溪县水务局\n2024年2月16日\n"
    found = metadata(text)
    assert {each.field: text[each.start : each.end] for each in found.told} == {
        "title": "云溪县水务局\n\n2023年工作总结",
        "issuer": "云溪县水务局\n\n2023年工作总结",
        "period": "2023年工作总结",
        "published": "2024年2月16日",
        "number": "云水发〔2024〕5号",
        "signed": "2024年2月16日",
    }
    assert {each.field: each.value for each in found.told} == {
        name: getattr(found, name) for name in ("title", "issuer", "period", "published", "number", "signed")
    }
