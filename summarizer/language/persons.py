"""Personal names in a Chinese text, and how they are spelt: family name first, given name in one word (GB/T 28039).

张建国 is Zhang Jianguo, 欧阳修 Ouyang Xiu, 李西安 Li Xi'an. A name is recognised only by a clear cue, an office
before it (局长张建国) or after it (张建国局长, 张建国同志): a family name is an ordinary word too (高, 方, 任), and a
wrong name is worse than none.
"""

import re
from collections.abc import Iterator

from summarizer.language.lexicon import Rule, pattern
from summarizer.language.pinyin import joined, syllables

_COMPOUND = {
    "欧阳": "Ouyang", "司马": "Sima", "诸葛": "Zhuge", "上官": "Shangguan", "夏侯": "Xiahou", "尉迟": "Yuchi",
    "皇甫": "Huangfu", "公孙": "Gongsun", "慕容": "Murong", "令狐": "Linghu", "司徒": "Situ", "东方": "Dongfang",
    "独孤": "Dugu", "南宫": "Nangong", "宇文": "Yuwen", "长孙": "Zhangsun", "端木": "Duanmu", "轩辕": "Xuanyuan",
    "呼延": "Huyan", "澹台": "Tantai", "申屠": "Shentu", "钟离": "Zhongli", "濮阳": "Puyang", "淳于": "Chunyu",
    "司空": "Sikong", "闻人": "Wenren", "拓跋": "Tuoba", "万俟": "Moqi", "太史": "Taishi", "赫连": "Helian",
}  # fmt: skip
# Family names that are read in another way than the same character elsewhere.
_READINGS = {
    "单": "Shan", "曾": "Zeng", "任": "Ren", "解": "Xie", "仇": "Qiu", "区": "Ou", "查": "Zha", "华": "Hua", "盖": "Ge",
    "朴": "Piao", "尉": "Wei", "召": "Shao", "覃": "Qin", "冼": "Xian", "翟": "Zhai", "乐": "Yue", "种": "Chong",
    "秘": "Bi", "繁": "Po", "缪": "Miao", "逄": "Pang", "员": "Yun", "葛": "Ge", "纪": "Ji", "佘": "She", "车": "Che",
    "宿": "Su", "沈": "Shen", "都": "Du", "石": "Shi", "应": "Ying", "宁": "Ning", "万": "Wan", "薄": "Bo", "燕": "Yan",
    "那": "Na", "洗": "Xian", "晟": "Cheng", "仉": "Zhang", "卜": "Bu", "长": "Chang", "牟": "Mou", "隗": "Wei",
}  # fmt: skip
# The hundred most frequent family names and others in use (Ministry of Public Security, report on names 2020).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾"
    "夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪詹章鲁岳翟"
    "殷耿关祁左焦柴欧项霍翁裴柳俞凌游阮骆辜蓝涂冼甘霍单解仇区查盖朴冉宁车尚简桂鄢艾褚娄柏纪盛童瞿苗鲍佘卓季聂晏宗岑缪屈卞巫敖闵"
)
# 张家口市长 is the mayor of a place: behind a name, the heads of places are no cue.
_OF_PLACE = r"(?:区|县|市|省|镇|乡|州|盟|旗)长"
_OFFICE = (
    r"(?:局|部|厅|司|处|科|所|院|组|队|站|校|行|会|村|检察|秘书|董事|委员|办公室)长|书记|主任|主席|总经理|"
    r"厅长|检察长|专员|调研员|巡视员|负责人|联系人|发言人"
)
_NOT_GIVEN = (
    "副代原正各等同志的了在和与及对为以于向由从是有会市区县省镇乡局委办书主员任长级性"
    "面者们这那其此我全本该第一二三四五六七八九十百千"
)
_GIVEN = rf"(?:(?![{_NOT_GIVEN}])[一-鿿])"
_FAMILY = rf"(?:{'|'.join(_COMPOUND)}|[{_SURNAMES}])"
_NAME = rf"(?P<name>(?P<family>{_FAMILY})(?P<given>{_GIVEN}{{1,2}}))"
_ENDS = r"(?=[，。、；：:,;.）)（(\s]|$|同志|等|主持|带队|率队|出席|率|作|任|兼)"
_BEFORE = Rule(
    "a name behind an office",
    rf"(?:{_OFFICE}|{_OF_PLACE})[：:\s]{{0,3}}{_NAME}{_ENDS}",
    yes=("⟨局长张建国⟩，", "⟨区长：李明⟩出席"),
    no=("局长办公会",),
)
_AFTER = Rule(
    "a name before an office",
    rf"(?:(?<=[，。、；：:,;（(\s由请以])|^){_NAME}(?=同志|先生|女士|(?:副|代)?(?:{_OFFICE}))",
    yes=("由⟨张建国⟩局长带队", "，⟨欧阳修⟩同志"),
    no=("建国局长",),
    flags=re.MULTILINE,
)
# Words that begin like a name and are none.
_WORDS = Rule(
    "a word that begins like a name",
    rf"{pattern('like_a_name', 'zh')}|尚未|方面|单位|任务|成员",
    yes=("⟨高度⟩重视", "⟨任务⟩书"),
    no=("高建国",),
)


def persons_in(text: str) -> dict[str, str]:
    """The personal names that ``text`` gives with an office, with their English, in the order of the text."""
    return {name: person_english(name) for name in _names(text)}


def person_english(name: str) -> str:
    """A Chinese personal name in pinyin: family name, then the given name in one word."""
    family = next((one for one in _COMPOUND if name.startswith(one) and len(name) > len(one)), name[:1])
    spelt = _COMPOUND.get(family) or _READINGS.get(family) or joined(syllables(family))
    given = joined(syllables(name[len(family) :]))
    return f"{spelt} {given}".strip()


def _names(text: str) -> Iterator[str]:
    found = sorted((match.start("name"), match["name"]) for rule in (_BEFORE, _AFTER) for match in rule.finditer(text))
    for _, name in found:
        if not _WORDS.match(name):
            yield name
