"""Words by which a true claim is denied, put off or turned round; out go pairs that the product has in no list.

Written from what newspapers and offices say, not from the product's lexicon, and never imported by the product: they
try whether a verdict stands on lists. One that the product comes to know is replaced (a test says which).
"""

#: Put right before the number: the claim denies what the source says.
DENIED = {"zh": ("不是", "远没到", "谈不上有"), "en": ("was never", "was anything but", "failed to come to")}

#: Put before the claim: what the source tells as done is told as to come.
FORECAST = {
    "zh": ("按推演，到年底", "外界猜测，", "照此推算，来日"),
    "en": ("is anticipated to be", "is tipped to reach", "is on course to be"),
}

#: Verbs of change, for those that rise and for those that fall.
RISES = {"zh": ("攀高", "蹿升", "膨胀"), "en": ("burgeoned by", "fattened by", "vaulted by")}
FALLS = {"zh": ("滑坡", "萎缩", "缩水"), "en": ("shrivelled by", "petered out by", "withered by")}
