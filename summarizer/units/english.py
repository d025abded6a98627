"""Chinese measure words in English: what each can be called, and whether two units can be the same thing.

``units_match(zh, en)`` answers in three ways:

* True: they name the same unit ("%" and "%", 宗 and "case", 公里 and "kilometre");
* False: they cannot (户 and "kilometre", "%" and "case", 元 and 美元);
* None: the units alone do not decide (个 counts anything; an English noun that is in no table).
"""

from fractions import Fraction

# Each Chinese unit with the English nouns it may be rendered as: (singular, plural), the first is ours.
# An empty tuple: the unit counts anything and English has no word for it ("549个" → "549").
# People and the things they do.
_PEOPLE: dict[str, tuple[str, ...]] = {
    "人": ("person/people", "individual", "participant", "resident", "worker", "student", "member", "staff/staff",
          "official", "employee", "official", "citizen", "suspect", "candidate", "trainee", "official", "personnel/personnel"),
    "名": ("person/people", "individual", "participant", "member", "staff/staff", "official", "student", "teacher",
          "employee", "worker", "doctor", "lawyer", "deputy/deputies", "officer", "expert", "personnel/personnel", "representative"),
    "位": ("person/people", "individual", "member", "expert", "official", "place", "seat", "representative"),
    "口": ("person/people", "resident", "well"),
    "口人": ("person/people", "resident"),
    "人次": ("attendance", "visit", "person-time", "participant", "visitor", "attendee", "trip", "participation", "person/people",
            "instance", "trainee", "time", "person-visit", "passenger"),
    "户": ("household", "family/families", "business/businesses", "entity/entities", "taxpayer", "home", "enterprise",
          "company/companies", "resident", "user", "farmer"),
    "户次": ("household visit", "visit", "household", "business/businesses", "inspection"),
    "户数": ("household",),
    "对": ("pair", "couple"),
    "代": ("generation",),
}  # fmt: skip
# Cases, papers and acts of administration.
_CASES: dict[str, tuple[str, ...]] = {
    "宗": ("case", "item", "matter", "piece", "transaction", "parcel"),
    "件": ("case", "item", "piece", "document", "matter", "proposal", "application", "request", "complaint", "petition",
          "suggestion", "dispute", "bill", "motion", "patent", "reply/replies", "report", "incident", "regulation", "law",
          "proceeding", "lawsuit", "letter", "inquiry/inquiries", "submission", "contract", "decision", "service", "transaction"),
    "件次": ("case", "item", "petition", "submission", "matter", "instance", "time", "piece"),
    "宗次": ("case", "item", "instance"),
    "案": ("case",),
    "起": ("case", "incident", "accident", "dispute", "event", "occurrence", "matter", "fire", "lawsuit"),
    "例": ("case", "instance", "example"),
    "桩": ("case", "matter"),
    "单": ("order", "case", "item", "transaction"),
    "笔": ("transaction", "payment", "loan", "item", "sum", "deal", "order", "fund"),
    "份": ("document", "copy/copies", "report", "decision", "certificate", "questionnaire", "file", "piece", "contract",
          "letter", "agreement", "leaflet", "application", "item", "statement", "opinion", "material", "set", "share", "notice"),
    "份次": ("copy/copies", "document"),
    "封": ("letter", "email", "message"),
    "条": ("item", "article", "entry/entries", "message", "piece", "clause", "suggestion", "measure", "line", "road",
          "route", "opinion", "comment", "river", "street", "clue", "lead", "provision", "record", "recommendation", "post",
          "rule", "piece of information/pieces of information"),
    "条次": ("item", "entry/entries", "message"),
    "款": ("paragraph", "clause", "product", "item", "model"),
    "项": ("item", "matter", "task", "measure", "project", "service", "indicator", "policy/policies", "system", "reform",
          "power", "regulation", "initiative", "standard", "approval", "procedure", "permit", "requirement", "programme",
          "program", "activity/activities", "function", "provision", "decision", "responsibility/responsibilities", "right", "award",
          "achievement", "license", "licence", "work", "mechanism", "rule", "problem", "target", "plan", "patent", "technology/technologies"),
    "项次": ("item", "service", "time"),
    "则": ("item", "message", "news item", "notice", "story/stories"),
    "篇": ("article", "paper", "piece", "report", "essay", "post"),
    "部": ("law", "regulation", "book", "film", "work", "phone", "set", "vehicle", "document", "elevator"),
    "本": ("book", "copy/copies", "volume", "certificate", "license", "booklet"),
    "册": ("volume", "book", "copy/copies", "booklet"),
    "卷": ("volume", "file", "roll", "case file"),
    "页": ("page",),
    "张": ("sheet", "card", "certificate", "ticket", "license", "licence", "poster", "table", "bed", "copy/copies", "photo",
          "list", "form", "piece", "bill", "map"),
    "枚": ("piece", "medal", "seal", "stamp", "coin"),
    "票": ("vote", "ticket"),
    "字": ("word", "character"),
    "问": ("question",),
    "题": ("question", "topic"),
    "码": ("code",),
    "证": ("certificate", "licence", "license"),
}  # fmt: skip
# Bodies and places.
_BODIES: dict[str, tuple[str, ...]] = {
    "家": ("enterprise", "company/companies", "institution", "organization", "organisation", "entity/entities", "business/businesses",
          "unit", "firm", "department", "agency/agencies", "household", "shop", "store", "hospital", "bank", "hotel", "media outlet",
          "law firm", "office", "organ", "operator", "factory/factories", "establishment", "outlet", "supermarket", "restaurant",
          "association", "family/families", "club", "plant", "association", "site", "school", "center", "centre"),
    "家次": ("enterprise", "inspection", "visit", "enterprise visit", "company/companies"),
    "所": ("school", "institution", "hospital", "office", "house", "station", "university/universities", "college", "kindergarten",
          "institute", "center", "centre"),
    "座": ("building", "bridge", "station", "plant", "reservoir", "structure", "dam", "tower", "mountain", "city/cities", "mine",
          "toilet", "facility/facilities", "seat", "pump station", "substation", "park", "base station", "tunnel", "temple"),
    "栋": ("building", "block", "house"),
    "幢": ("building", "block", "house"),
    "间": ("room", "house", "shop", "school", "company/companies", "classroom"),
    "处": ("place", "site", "location", "spot", "point", "building", "facility/facilities", "position", "hazard", "house"),
    "片": ("area", "patch/patches", "piece", "tract", "zone", "film"),
    "块": ("piece", "plot", "parcel", "block", "board", "sign"),
    "宗地": ("parcel", "plot"),
    "镇": ("town", "township"),
    "街": ("street", "subdistrict"),
    "镇街": ("town", "subdistrict", "town and subdistrict/towns and subdistricts"),
    "乡镇": ("township", "town"),
    "村": ("village",),
    "社区": ("community/communities",),
    "区": ("district", "zone", "area"),
    "县": ("county/counties",),
    "市": ("city/cities",),
    "省": ("province",),
    "国": ("country/countries",),
    "校": ("school",),
    "班": ("class/classes", "course", "session", "shift"),
    "院": ("institute", "hospital", "court", "courtyard"),
    "站": ("station", "stop"),
    "点": ("point", "site", "spot", "location", "outlet"),
    "门": ("course", "subject", "door", "discipline"),
    "科": ("section", "subject", "department", "family/families"),
    "户籍": ("household registration",),
    "单位": ("unit", "institution", "department", "organization", "organisation"),
    "部门": ("department", "agency/agencies"),
    "企业": ("enterprise", "company/companies", "business/businesses"),
    "机构": ("institution", "organization", "organisation", "agency/agencies", "body/bodies"),
}  # fmt: skip
# Rounds, times and sets.
_ROUNDS: dict[str, tuple[str, ...]] = {
    "次": ("time", "session", "meeting", "inspection", "visit", "event", "occasion", "operation", "activity/activities", "instance",
          "check", "drill", "campaign", "round", "training session", "training", "lecture", "consultation", "study/studies", "review"),
    "场": ("session", "event", "meeting", "lecture", "activity/activities", "hearing", "training session", "match/matches",
          "campaign", "performance", "job fair", "press conference", "conference", "forum", "exhibition", "drill", "training",
          "seminar", "workshop", "show", "briefing", "game", "fair", "battle", "occasion"),
    "场次": ("session", "event", "performance", "lecture", "activity/activities", "meeting", "show", "training session", "time",
            "screening"),
    "期": ("session", "issue", "phase", "term", "class/classes", "course", "training session", "period", "batch/batches", "training course",
          "edition", "training", "round", "installment", "instalment"),
    "批": ("batch/batches", "group", "lot", "round"),
    "批次": ("batch/batches", "group", "lot", "visit"),
    "届": ("session", "term", "congress/congresses", "edition"),
    "轮": ("round",),
    "遍": ("time", "round"),
    "回": ("time", "round"),
    "趟": ("trip", "time"),
    "班次": ("trip", "service", "flight", "run", "departure"),
    "列": ("train",),
    "列次": ("train", "train trip"),
    "航次": ("voyage",),
    "架次": ("flight", "sortie"),
    "辆次": ("vehicle", "trip", "vehicle trip"),
    "车次": ("vehicle", "trip", "vehicle trip", "train"),
    "台次": ("unit", "set", "operation", "machine", "vehicle"),
    "套": ("set", "unit", "home", "apartment", "house", "flat", "system", "suite", "dwelling", "housing unit", "plan"),
    "组": ("group", "set", "team"),
    "队": ("team", "squad"),
    "支": ("team", "unit", "force", "fund", "branch/branches", "squad", "detachment"),
    "类": ("category/categories", "type", "kind", "class/classes"),
    "种": ("kind", "type", "category/categories", "species/species", "variety/varieties", "sort"),
    "样": ("kind", "type", "sample"),
    "级": ("level", "grade", "class/classes", "tier"),
    "层": ("floor", "layer", "storey", "story/stories", "level", "tier"),
    "档": ("grade", "tier", "level"),
    "章": ("chapter",),
    "节": ("section", "class/classes", "session", "lesson"),
    "课": ("lesson", "class/classes", "lecture"),
    "课时": ("class hour", "hour", "period"),
    "学时": ("class hour", "credit hour", "hour"),
    "环节": ("step", "link", "stage"),
    "步": ("step",),
    "方面": ("aspect", "area", "respect"),
    "领域": ("field", "area", "sector"),
    "股": ("share", "unit", "stream"),
    "成员": ("member",),
}  # fmt: skip
# Vehicles, machines, plants, animals.
_THINGS: dict[str, tuple[str, ...]] = {
    "辆": ("vehicle", "car", "bus/buses", "truck", "taxi", "bicycle", "motorcycle"),
    "台": ("unit", "set", "machine", "vehicle", "computer", "device", "terminal", "station", "elevator", "car"),
    "台套": ("unit", "set", "machine"),
    "艘": ("ship", "vessel", "boat"),
    "架": ("aircraft/aircraft", "plane", "drone"),
    "部电梯": ("elevator", "lift"),
    "盏": ("lamp", "light", "street light"),
    "根": ("piece", "pole"),
    "株": ("tree", "plant"),
    "棵": ("tree", "plant"),
    "头": ("head/head", "animal", "pig", "cow"),
    "只": ("head/head", "animal", "bird", "piece", "fund", "sheep/sheep", "chicken"),
    "羽": ("head/head", "bird"),
    "匹": ("horse", "head/head"),
    "瓶": ("bottle",),
    "箱": ("box/boxes", "case"),
    "袋": ("bag",),
    "包": ("bag", "pack", "package", "parcel"),
    "盒": ("box/boxes",),
    "杯": ("cup",),
    "粒": ("grain", "pill"),
    "颗": ("piece", "satellite", "star"),
    "剂": ("dose",),
    "剂次": ("dose",),
    "针": ("dose", "shot"),
    "床": ("bed",),
    "张床位": ("bed",),
    "床位": ("bed",),
    "标段": ("bid section", "section"),
    "泊位": ("berth", "parking space"),
    "车位": ("parking space",),
    "个车位": ("parking space",),
    "标箱": ("TEU/TEUs",),
    "工位": ("workstation",),
    "路": ("route", "channel", "road"),
    "声": ("sound",),
    "面": ("flag", "banner", "side"),
    "幅": ("picture", "map", "banner", "plot", "sheet"),
    "道": ("road", "procedure", "line", "gate"),
    "扇": ("door", "window"),
    "孔": ("hole",),
    "眼": ("well",),
    "户厕": ("household toilet", "toilet"),
    "岗位": ("post", "job", "position"),
    "员": ("member", "person/people"),
}  # fmt: skip
# Time.
_TIME: dict[str, tuple[str, ...]] = {
    "年": ("year",),
    "周年": ("anniversary/anniversaries", "year"),
    "年度": ("year",),
    "季度": ("quarter",),
    "月": ("month",),
    "个月": ("month",),
    "周": ("week",),
    "天": ("day",),
    "日": ("day",),
    "工作日": ("working day", "workday", "business day", "day"),
    "个工作日": ("working day", "workday", "business day", "day"),
    "小时": ("hour",),
    "个小时": ("hour",),
    "分钟": ("minute",),
    "分": ("point", "minute", "mark"),
    "秒": ("second",),
    "岁": ("year", "year old/years old"),
    "倍": ("time", "fold"),
    "名次": ("place", "position"),
}  # fmt: skip
# Measured, not counted: the English word names exactly the same or a convertible size.
_PHYSICAL: dict[str, tuple[str, ...]] = {
    "亩": ("mu/mu", "mu of land"),
    "公顷": ("hectare",),
    "平方公里": ("square kilometre", "square kilometer", "sq km/sq km", "km²/km²", "km2/km2"),
    "平方千米": ("square kilometre", "square kilometer", "sq km/sq km", "km²/km²", "km2/km2"),
    "平方米": ("square metre", "square meter", "sq m/sq m", "m²/m²", "m2/m2", "sqm/sqm"),
    "立方米": ("cubic metre", "cubic meter", "m³/m³", "m3/m3"),
    "方": ("cubic metre", "cubic meter"),
    "立方": ("cubic metre", "cubic meter"),
    "公里": ("kilometre", "kilometer", "km/km"),
    "千米": ("kilometre", "kilometer", "km/km"),
    "里": ("li/li",),
    "米": ("metre", "meter", "m/m"),
    "延米": ("linear metre", "linear meter", "metre", "meter"),
    "厘米": ("centimetre", "centimeter", "cm/cm"),
    "毫米": ("millimetre", "millimeter", "mm/mm"),
    "微米": ("micrometre", "micrometer", "micron"),
    "海里": ("nautical mile",),
    "吨": ("tonne", "ton", "metric ton", "t/t"),
    "公斤": ("kilogram", "kilogramme", "kg/kg"),
    "千克": ("kilogram", "kilogramme", "kg/kg"),
    "斤": ("jin/jin", "catty/catties"),
    "克": ("gram", "gramme", "g/g"),
    "毫克": ("milligram", "mg/mg"),
    "微克": ("microgram", "μg/μg"),
    "微克/立方米": ("microgram per cubic metre/micrograms per cubic metre", "μg/m³/μg/m³"),
    "升": ("litre", "liter"),
    "千瓦": ("kilowatt", "kW/kW"),
    "兆瓦": ("megawatt", "MW/MW"),
    "千瓦时": ("kilowatt-hour", "kilowatt hour", "kWh/kWh"),
    "度": ("degree", "kilowatt-hour", "kWh/kWh"),
    "摄氏度": ("degree Celsius/degrees Celsius", "degree"),
    "吨标准煤": ("tonne of standard coal/tonnes of standard coal", "ton of standard coal/tons of standard coal", "tonne", "ton"),
    "吨标煤": ("tonne of standard coal/tonnes of standard coal", "ton of standard coal/tons of standard coal", "tonne", "ton"),
    "伏": ("volt",),
    "千伏": ("kilovolt", "kV/kV"),
    "千伏安": ("kilovolt-ampere", "kVA/kVA"),
    "分贝": ("decibel", "dB/dB"),
    "兆": ("megabyte", "megabit", "MB/MB", "Mbps/Mbps"),
}  # fmt: skip
# Counts anything: English names the thing itself, or nothing.
_GENERIC = frozenset({"个", "个次", "", "来个", "只个"})

UNITS: dict[str, tuple[str, ...]] = _PEOPLE | _CASES | _BODIES | _ROUNDS | _THINGS | _TIME | _PHYSICAL

MONEY = {
    "元": "CNY", "人民币": "CNY", "美元": "US$", "港元": "HK$", "港币": "HK$", "欧元": "EUR", "日元": "JPY", "英镑": "GBP",
    "澳门元": "MOP", "澳元": "AUD", "新台币": "TWD", "韩元": "KRW", "卢布": "RUB",
}  # fmt: skip
"""Currencies as Chinese units, each with the English mark that stands before the amount."""

# How much of the base unit one is, exactly. 亩 is 10000/15 square metres by definition.
_AREA = {
    "平方米": Fraction(1), "亩": Fraction(10000, 15), "公顷": Fraction(10**4), "平方公里": Fraction(10**6),
    "平方千米": Fraction(10**6), "万亩": Fraction(10**8, 15),
}  # fmt: skip
_LENGTH = {
    "米": Fraction(1), "延米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000), "里": Fraction(500),
    "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000), "微米": Fraction(1, 10**6), "海里": Fraction(1852),
}  # fmt: skip
_MASS = {
    "克": Fraction(1), "毫克": Fraction(1, 1000), "微克": Fraction(1, 10**6), "公斤": Fraction(1000),
    "千克": Fraction(1000), "斤": Fraction(500), "吨": Fraction(10**6),
}  # fmt: skip
_VOLUME = {"立方米": Fraction(1), "方": Fraction(1), "立方": Fraction(1), "升": Fraction(1, 1000)}
_POWER = {"千瓦": Fraction(1), "兆瓦": Fraction(1000)}
_ENERGY = {"千瓦时": Fraction(1), "度": Fraction(1)}
_SPAN = {
    "秒": Fraction(1), "分钟": Fraction(60), "小时": Fraction(3600), "个小时": Fraction(3600), "天": Fraction(86400),
    "日": Fraction(86400), "周": Fraction(604800),
}  # fmt: skip
_MONTHS = {"月": Fraction(1), "个月": Fraction(1), "季度": Fraction(3), "年": Fraction(12)}
_DIMENSIONS = (_AREA, _LENGTH, _MASS, _VOLUME, _POWER, _ENERGY, _SPAN, _MONTHS)

# English physical nouns without a Chinese twin above.
_FOREIGN = {"mile": ("米", Fraction(1609344, 1000)), "acre": ("平方米", Fraction(40468564224, 10**7))}

IRREGULAR = {
    "people": "person", "persons": "person", "children": "child", "men": "man", "women": "woman", "metres": "metre",
    "feet": "foot", "staff": "staff", "personnel": "personnel", "aircraft": "aircraft", "species": "species", "sheep": "sheep",
    "mu": "mu", "series": "series", "criteria": "criterion", "media": "media", "data": "data", "km": "km", "kms": "km",
    "passersby": "passerby", "analyses": "analysis", "households": "household", "lives": "life", "wives": "wife",
    "times": "time", "houses": "house", "premises": "premises", "police": "police", "leaves": "leaf", "halves": "half",
    "cases": "case", "licences": "licence", "licenses": "license", "databases": "database", "movies": "movie", "buses": "bus",
    "causes": "cause", "clauses": "clause", "courses": "course", "nurses": "nurse", "horses": "horse", "purchases": "purchase",
    "responses": "response", "releases": "release", "bases": "base", "phases": "phase", "enterprises": "enterprise",
    "exercises": "exercise", "services": "service", "offices": "office", "expenses": "expense", "uses": "use", "diseases": "disease",
    "warehouses": "warehouse", "greenhouses": "greenhouse", "ties": "tie", "pies": "pie", "calories": "calorie", "news": "news",
    "axes": "axis", "crises": "crisis", "headquarters": "headquarters", "virus": "virus", "bus": "bus", "process": "process",
    "status": "status", "campus": "campus", "census": "census", "gas": "gas", "basis": "basis", "analysis": "analysis",
}  # fmt: skip


def singular(word: str) -> str:
    """The singular of an English noun in lower case ("attendances" → "attendance", "people" → "person")."""
    word = word.lower()
    head, gap, last = word.rpartition(" ")
    if gap:
        return head + gap + singular(last)
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def _forms(entry: str) -> tuple[str, str]:
    one, slash, many = entry.partition("/")
    if entry.count("/") > 1:  # the unit has a slash of its own: "μg/m³/μg/m³"
        half = len(entry) // 2
        return entry[:half], entry[half + 1 :]
    return one, many if slash else one + "s"


def english_unit(zh_unit: str, *, many: bool = True) -> str:
    """The English noun for a Chinese unit, plural by default; "" where English has none (个, or an unknown unit)."""
    entries = UNITS.get(zh_unit)
    return _forms(entries[0])[1 if many else 0] if entries else ""


def _names(zh_unit: str) -> frozenset[str]:
    return _NAMES.get(zh_unit, frozenset())


_NAMES = {
    unit: frozenset(form.lower() for entry in entries for form in (*_forms(entry), singular(_forms(entry)[0])))
    for unit, entries in UNITS.items()
}
_KNOWN: dict[str, frozenset[str]] = {}
for _unit, _spelled in _NAMES.items():
    for _name in _spelled:
        _KNOWN[_name] = _KNOWN.get(_name, frozenset()) | {_unit}
KNOWN_NOUNS = frozenset(_KNOWN)
"""Every English noun of the tables, singular and plural, lower case."""

_RATES = {"%", "个百分点", "‰", "个千分点"}
_MEASURED = frozenset({*_PHYSICAL, *(_TIME.keys() - {"分", "名次", "岁", "周年", "度"})})
_STRICT_NOUNS = frozenset(name for unit in _MEASURED for name in _NAMES[unit]) - {
    "time",
    "point",
    "mark",
    "degree",
    "second",
    "quarter",
    "m",
    "g",
    "t",
}

_TIME_NOUNS = frozenset(name for unit in _TIME.keys() - {"倍", "名次", "分"} for name in _NAMES[unit])


def _class_of(unit: str) -> str:
    """What sort of thing a unit is: its own name for rates, "money", "measured", "倍", "generic" or "counted"."""
    if unit in _RATES:
        return unit
    if unit in MONEY or unit == "$":
        return "money"
    if unit in _GENERIC:
        return "generic"
    if unit == "倍":
        return "倍"
    if unit in _MEASURED or unit.lower() in _STRICT_NOUNS:
        return "measured"
    return "counted"


def units_match(zh_unit: str, en_unit: str, measure: str = "") -> bool | None:
    """Whether a Chinese unit and an English one can be the same: True, False, or None where they do not decide.

    Both are as ``Figure.unit`` holds them: the measure word as written; in English "%", "个百分点", a currency
    as its Chinese name (元, 美元), "倍", or the counted noun in the singular. ``measure`` is the English
    phrase about the number: a unit that is no word of the table but whose table word stands in the measure
    ("121,675 penalties … cases") is True.

    False only for a contradiction: another rate, another currency, money or a rate against a count, a
    physical size against a count or against a size of another dimension, or two counting nouns of the tables
    that share no Chinese unit and no meaning with the one given (户 and "vehicle").
    """
    if zh_unit == en_unit and zh_unit:
        return True
    zh_class, en_class = _class_of(zh_unit), _class_of(en_unit)
    noun = singular(en_unit)
    if "generic" in (zh_class, en_class):
        other = en_class if zh_class == "generic" else zh_class
        bare = "" in (zh_unit, en_unit)
        span = zh_class == "generic" and noun in _TIME_NOUNS
        return None if other in ("generic", "counted") or (bare and other == "measured") or span else False
    if zh_class != en_class and not {zh_class, en_class} <= {"counted", "measured", "倍"}:
        return False
    if zh_class in _RATES or zh_class == "money":
        return zh_unit == en_unit
    if noun in _names(zh_unit) or en_unit.lower() in _names(zh_unit):
        return True
    if "measured" in (zh_class, en_class):
        return _same_dimension(zh_unit, noun)
    return _counted(zh_unit, noun, measure)


def _counted(zh_unit: str, noun: str, measure: str) -> bool | None:
    names = _names(zh_unit)
    if any(singular(word) in names for word in measure.lower().replace(",", " ").split()):
        return True
    if not names or noun not in _KNOWN:
        return None
    return None if _related(zh_unit, noun) else False


# Units whose nouns overlap in use; across these groups a known noun contradicts.
_KIN = (
    frozenset({*_PEOPLE} - {"对", "代"}) | {"员", "成员", "家", "单位"},
    frozenset(_CASES),
    frozenset({*_BODIES, "户", "点", "岗位"}),
    frozenset({*_ROUNDS, "件", "人次", "项", "条", "起"}),
    frozenset({*_THINGS, "套", "件", "座", "处"}),
)


def _related(zh_unit: str, noun: str) -> bool:
    for group in _KIN:
        if zh_unit in group and _KNOWN[noun] & group:
            return True
    return False


def _same_dimension(zh_unit: str, noun: str) -> bool | None:
    if _factor(zh_unit, noun) is not None:
        return True
    if zh_unit not in _NAMES:
        return None
    if noun in _KNOWN or noun in _FOREIGN:
        return False
    return None if zh_unit not in _MEASURED else False if noun in KNOWN_NOUNS else None


def _factor(zh_unit: str, noun: str) -> Fraction | None:
    """How many of the English unit one Chinese unit is."""
    for table in _DIMENSIONS:
        if zh_unit not in table:
            continue
        if noun in _FOREIGN and _FOREIGN[noun][0] in table:
            return table[zh_unit] / _FOREIGN[noun][1]
        for other, size in table.items():
            if noun in _names(other):
                return table[zh_unit] / size
    return None


def convert(value: Fraction, zh_unit: str, en_unit: str) -> Fraction | None:
    """``value`` of the Chinese unit in the English one, exactly (15 亩 → 1 hectare); None where it cannot be."""
    factor = _factor(zh_unit, singular(en_unit))
    return None if factor is None else Fraction(value) * factor
