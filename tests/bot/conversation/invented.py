"""News of an invented coast, in two languages, for conversations about it."""

from retrieval.types import Dated
from tests.fakes.archives import article

_ROWS = (
    (
        "bridge",
        "افتتاح جسر الصنوبر في بلدة المنارة",
        "أخبار المنارة",
        "2032-04-02",
        "افتتح وزير الأشغال رامي الخطيب جسر الصنوبر في بلدة المنارة يوم الجمعة 2 أبريل 2032."
        " وقال الخطيب إن كلفة الجسر بلغت 75 مليون دينار، وإن طوله 640 متراً."
        "\n\nوأضاف أن الجسر سيخدم 30 ألف مركبة في اليوم، نافياً فرض رسوم على العابرين.",
    ),
    (
        "tram",
        "تأخر مشروع ترام المدينة القديمة",
        "صوت الخليج",
        "2032-05-11",
        "أعلنت بلدية المنارة تأجيل تشغيل ترام المدينة القديمة إلى خريف العام الحالي."
        " وقالت مديرة المشروع هدى السالم إن سبب التأجيل عطل في نظام الإشارات."
        "\n\nوبلغت كلفة الترام 210 ملايين دينار حتى الآن، بحسب البلدية.",
    ),
    (
        "fire-1",
        "حريق في سوق الأقمشة بالمنارة",
        "أخبار المنارة",
        "2032-06-01",
        "اندلع حريق في سوق الأقمشة بالمنارة فجر الثلاثاء 1 يونيو 2032، وأدى إلى إصابة سبعة أشخاص."
        " وقال قائد الإطفاء ماهر العلي إن تماساً كهربائياً سبّب الحريق.",
    ),
    (
        "fire-2",
        "ارتفاع عدد مصابي حريق سوق الأقمشة",
        "صوت الخليج",
        "2032-06-03",
        "ارتفع عدد المصابين في حريق سوق الأقمشة بالمنارة إلى 12 شخصاً، وفق وزارة الصحة يوم الخميس."
        " وقالت الوزارة إن ثلاثة منهم في حال حرجة.",
    ),
    (
        "fish",
        "موسم صيد السردين في خليج اللؤلؤ",
        "المزارع",
        "2031-10-20",
        "بلغ صيد السردين في خليج اللؤلؤ 900 طن هذا الموسم، بزيادة كبيرة عن الموسم السابق."
        " وقال نقيب الصيادين عمر الدباغ إن دفء المياه سبب الوفرة.",
    ),
    (
        "fish-north",
        "صيد السردين في شاطئ النخيل",
        "المزارع",
        "2031-11-02",
        "بلغ صيد السردين في شاطئ النخيل 400 طن هذا الموسم. وشكا الصيادون هناك من قلة القوارب.",
    ),
    (
        "teachers",
        "إضراب المعلمين في ولاية السهل",
        "صوت الخليج",
        "2032-02-08",
        "بدأ 5000 معلم في ولاية السهل إضراباً مفتوحاً يوم الأحد 8 فبراير 2032 مطالبين بزيادة الرواتب."
        " وقال رئيس النقابة جابر المنصوري إن الإضراب سيستمر حتى تلبى المطالب.",
    ),
    (
        "teachers-end",
        "انتهاء إضراب المعلمين في ولاية السهل",
        "أخبار المنارة",
        "2032-02-22",
        "انتهى إضراب المعلمين في ولاية السهل بعد اتفاق على زيادة الرواتب 15 بالمئة."
        " وقالت وزيرة التعليم نورة الحمد إن الدروس ستستأنف يوم الاثنين.",
    ),
)
_ENGLISH = (
    (
        "museum",
        "Harbour museum reopens after repairs",
        "Harbour Post",
        "2032-03-15",
        "The harbour museum in Port Ellis reopened on Monday after repairs that cost 4 million crowns. "
        "Director Anna Lindqvist said the museum expects 90,000 visitors this year.\n\n"
        "The roof had been damaged by a storm in January.",
    ),
    (
        "ferry",
        "New ferry line to Grey Island",
        "Harbour Post",
        "2032-05-04",
        "A new ferry line between Port Ellis and Grey Island started on Tuesday with three trips a day. "
        "Captain Tomas Reed said each ferry carries 240 passengers.",
    ),
)

NEWS = tuple(
    article(
        id,
        id=id,
        title=title,
        outlet=outlet,
        language=language,
        text=text,
        url=f"https://news.example/{id}",
        date=Dated(day, "day", "metadata"),
    )
    for language, rows in (("ar", _ROWS), ("en", _ENGLISH))
    for id, title, outlet, day, text in rows
)
