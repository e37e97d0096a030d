"""Words people write with dates, beyond those of the catalogues: data, in five languages.

Arabic months have three sets of names: of Egypt and the Gulf (in the catalogue), of the Levant
and Iraq, and of the Maghreb.
"""

MONTHS: tuple[tuple[str, ...], ...] = (
    ("كانون الثاني", "جانفي"),
    ("شباط", "فيفري"),
    ("آذار",),
    ("نيسان", "أفريل"),
    ("أيار", "ماي"),
    ("حزيران", "جوان"),
    ("تموز", "جويلية", "يوليوز"),
    ("آب", "أوت", "غشت"),
    ("أيلول", "شتنبر"),
    ("تشرين الأول",),
    ("تشرين الثاني", "نونبر"),
    ("كانون الأول", "دجنبر"),
)  # fmt: skip

ABOUT = (
    "approx", "approximately", "roughly", "mid", "early", "late", "the end of", "end of",
    "the beginning of", "beginning of",
    "environ", "vers", "autour de", "aux alentours de", "mi", "début", "fin", "fin de",
    "au début de", "à la fin de",
    "hacia", "alrededor de", "cerca de", "aproximadamente", "a mediados de", "mediados de",
    "a principios de", "principios de", "a finales de", "finales de", "sobre",
    "por volta de", "em meados de", "meados de", "no início de", "início de", "no final de",
    "final de", "fim de",
    "حوالي", "نحو", "تقريبا", "قرابة", "منتصف", "أوائل", "أواخر", "بداية", "نهاية",
)  # fmt: skip
"""What means “about” before a date; “mid 2010” is about 2010 too."""

BEFORE = (
    "in", "on", "since", "from", "the",
    "en", "au", "le", "depuis", "dès",
    "el", "desde",
    "em", "no", "na",
    "في", "منذ", "من", "سنة", "عام", "شهر",
)  # fmt: skip
"""What may stand before a date and says nothing more about it."""

ONGOING = (
    "present", "until now", "until today", "continuing", "continues", "still running", "still on",
    "en cours", "toujours en cours", "continue", "se poursuit", "jusqu'à présent", "à ce jour",
    "en curso", "sigue", "sigue en curso", "sigue en marcha", "continúa", "actualidad",
    "hasta la fecha", "hasta hoy",
    "em curso", "em andamento", "continua", "até agora", "até hoje", "até o presente",
    "مستمر", "لا يزال مستمرا", "ما زال مستمرا", "حتى الآن", "إلى الآن", "جار",
)  # fmt: skip
