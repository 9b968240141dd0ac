"""The words that mutants are made with: written for this suite, not read from the gate's lists."""

# Arabic verbs as newsrooms use them: perfect, and what stands after «لم» and «لن».
NEGATED = dict(
    pair.split()
    for pair in """قال يقل|قالت تقل|أعلن يعلن|أعلنت تعلن|أكد يؤكد|أكدت تؤكد|أضاف يضف|أضافت تضف|ذكر يذكر|ذكرت تذكر
        |هاجم يهاجم|هاجمت تهاجم|زار يزر|زارت تزر|قتل يقتل|قتلت تقتل|قُتل يُقتل|أصاب يصب|أصابت تصب|أصيب يُصب|بدأ يبدأ|بدأت تبدأ
        |دعا يدع|دعت تدع|طالب يطالب|طالبت تطالب|وصف يصف|وصفت تصف|وصل يصل|وصلت تصل|سيطر يسيطر|سيطرت تسيطر|كشف يكشف
        |كشفت تكشف|عقد يعقد|عقدت تعقد|نشر ينشر|نشرت تنشر|أطلق يطلق|أطلقت تطلق|سلّم يسلّم|سلّمت تسلّم|شكر يشكر|حذّر يحذّر
        |أصدر يصدر|أصدرت تصدر|انتقد ينتقد|أشادت تُشد|أفاد يُفد|اتفقت تتفق|اتسعت تتسع|سقطت تسقط|طالت تطل|نددت تندد|أدانت تدن
        |أغارت تُغر|اجتاح يجتح|أوفدت توفد|فاز يفز|فازت تفز|ولد يولد|توفي يُتوفَّ|انتقل ينتقل|انتقلت تنتقل|أسس يؤسس|تأسس يتأسس
        |كتب يكتب|كتبت تكتب|درس يدرس|حصل يحصل|حصلت تحصل|شارك يشارك|شاركت تشارك|استخدم يستخدم|احتل يحتل|احتلت تحتل
        |شهد يشهد|شهدت تشهد|بلغ يبلغ|بلغت تبلغ|انضم ينضم|انضمت تنضم|خسر يخسر|عاد يعد|عادت تعد|ظهر يظهر|ظهرت تظهر|أجرى يُجرِ
        |قاد يقد|قادت تقد|أدى يؤدِّ|أدت تؤدِّ|تزوج يتزوج|هزم يهزم|حكم يحكم|بنى يبنِ|رفض يرفض|وافق يوافق|اعترف يعترف|أبدى يُبدِ
        |شدد يشدد|شددت تشدد|وقع يقع|وقعت تقع|استمر يستمر|استمرت تستمر|حقق يحقق|حققت تحقق|تلقى يتلقَّ|قدم يقدم|قدمت تقدم"""
    .replace("\n", "").replace("        ", "").split("|")
)  # fmt: skip
# Imperfect verbs that «لا» negates and «س» puts into the future.
PRESENT = """تقول يقول تنشر تبعد تقع يقع تشارك تقود تبدأ تؤكد تتنافس يتوقف يبقى تأتي يعمل تعمل يبلغ تبلغ تحتوي يحتوي يعتبر تعتبر
يوجد توجد يستخدم تستخدم يتكون تتكون يضم تضم يشمل تشمل يعيش تعيش يسمى تسمى يمثل تمثل تنتج ينتج""".split()

FUTURES = dict(
    pair.split()
    for pair in """ستعقد عقدت|سيدرس درس|ستستمر استمرت|ستبقى بقيت|سيظلون ظلوا|ستنظر نظرت|سيفعلون فعلوا|سينصرفون انصرفوا|ستنقل نقلت
        |ستعدّ عدّت|سترحل رحلت|ستواصل واصلت|سيواصل واصل|ستكون كانت|سيكون كان|سيتم تم|ستنسحب انسحبت""".replace(
        "\n", ""
    ).split("|")
)

AUXILIARIES = "is are was were has had will would can could".split()
ENGLISH_VERBS = dict(
    pair.split()
    for pair in """said say|attacked attack|bombed bomb|killed kill|denied deny|reported report|launched launch
        |overran overrun|condemned condemn|met meet|warned warn|described describe|voiced voice|agreed agree|called call
        |wounded wound|fell fall|reached reach|handed hand|added add|won win|lost lose|defeated defeat|became become|began begin
        |led lead|held hold|made make|took take|gave give|found find|wrote write|built build|played play|received receive
        |moved move|died die|used use|established establish|created create|joined join|returned return|left leave|grew grow
        |started start|invaded invade|ruled rule|signed sign|developed develop|discovered discover|completed complete|served serve
        |recorded record|scored score|caused cause|served serve|produced produce|finished finish|published publish"""
    .replace("\n", "").replace("        ", "").split("|")
)  # fmt: skip
ENGLISH_PRESENT = {
    "says": "say", "say": "say", "lists": "list", "list": "list", "has": "have", "want": "want", "denies": "deny",
    "contains": "contain", "includes": "include", "remains": "remain", "consists": "consist", "uses": "use",
    "provides": "provide", "lies": "lie", "means": "mean", "requires": "require", "makes": "make", "occurs": "occur",
}  # fmt: skip

ANTONYMS = {
    "ar": """بدأ انتهى|بدأت انتهت|قبل رفض|وافق رفض|وافقت رفضت|أكد نفى|أكدت نفت|زيادة نقص|انسحاب بقاء|سحب إبقاء|رحيل بقاء|تصاعد تراجع
        |تصعيد تهدئة|الأولى الأخيرة|حليفة عدوة|موالية معادية|كبير صغير|كبيرة صغيرة|محدودة واسعة|شمال جنوب|جنوب شمال|شرق غرب|غرب شرق
        |مطلع أواخر|نهاية بداية|صد تسهيل|نددت رحبت|أدانت باركت|انتقد امتدح|أشادت ندّدت|شكر هاجم|إخراج إدخال|سيطرة خسارة|نجاح فشل|فوز هزيمة
        |حماية تعريض|المعارضة الموالاة|وقف استئناف|اتفقت اختلفت|دعم عرقلة|الحليفة المناوئة|استقرار فوضى|تدريب تسريح|سافر متواضع|انطلاق انهيار
        |مستمرة متوقفة|ضرورية عبثية|صغيرة ضخمة|بعد قبل|قبل بعد|داخل خارج|ارتفاع هبوط|أكبر أصغر|أول آخر|قديم جديد|القديمة الحديثة|قوية واهنة
        |الشرقية الغربية|الغربية الشرقية|الشمالية الجنوبية|الجنوبية الشمالية|الشمالي الجنوبي|الجنوبي الشمالي|ولد توفي|توفي ولد|فتح أغلق|بناء هدم
        |نمو انكماش|تقدم تقهقر|العام الخاص|السلام الحرب|الحرب السلم|أعلى أدنى|طويلة قصيرة|حرة مقيدة|سهلة عسيرة|إيجابية سلبية""",
    "en": """largest smallest|began ended|backs opposes|supports resists|regain abandon|heavy light|loyal hostile|close far|senior junior
        |safe vulnerable|terrorist peaceful|denies admits|condemned praised|necessary pointless|lasting temporary|important trivial|reached missed
        |remain leave|stay withdraw|leave stay|present gone|first last|increase decrease|before after|after before|won lost|lost won|defeated spared
        |north south|south north|east west|west east|northern southern|southern northern|eastern western|western eastern|early late|higher lower
        |old new|new old|large tiny|small huge|high low|rich poor|strong feeble|public private|internal external|allowed forbade|accepted declined
        |joined deserted|built demolished|open shut|success failure|advantage drawback|common rare|married divorced|born buried|true false""",
}  # fmt: skip

PLACES = {
    "ar": """بغداد دمشق حلب إدلب بابل أنقرة القاهرة الرياض باريس لندن روما برلين طوكيو الموصل أربيل البصرة كركوك الفلوجة صنعاء عدن الخرطوم
        أثينا وارسو كاليفورنيا فلوريدا باريس فيكتوريا نيويورك شيكاغو بوسطن مدريد القدس غزة الأنبار تونس الجزائر المغرب ألمانيا فرنسا إيطاليا
        إسبانيا إنجلترا الصين اليابان الهند كينيا بولندا العراق سوريا إيران تركيا روسيا لبنان مصر السودان ليبيا اليمن أفغانستان كندا أستراليا""".split(),
    "en": """Baghdad Damascus Aleppo Idlib Mosul Erbil Cairo Paris London Rome Berlin Tokyo Warsaw Athens Madrid Chicago Boston Denver
        California Florida Texas Victoria Jacksonville Germany France Italy Spain England China Japan India Kenya Poland Iraq Syria
        Iran Turkey Russia Lebanon Egypt Sudan Libya Yemen Afghanistan Canada Australia Kuwait Jordan Qatar Gaza""".split(),
}  # fmt: skip
PEOPLE = {
    "ar": """جورج قرداحي|سامي الجميل|عادل عبد المهدي|حيدر العبادي|أنتوني بلينكن|جيك سوليفان|محمد جواد ظريف|هاكان فيدان|برهم صالح
        |نوري المالكي|عمر الرزاز|فيصل المقداد|سيرغي لافروف|ديفيد كاميرون|أنالينا بيربوك""",
    "en": """John Kirby|Antony Blinken|Jake Sullivan|Haider al-Abadi|Barham Salih|Sergei Lavrov|Hakan Fidan|David Cameron
        |Faisal Mekdad|Martin Griffiths|Geir Pedersen|Josep Borrell""",
}
OUTLETS = {
    "ar": "الجزيرة|بي بي سي|القدس العربي|وكالة الأناضول|نيويورك تايمز|الغارديان|سكاي نيوز عربية|النهار|الأهرام|دويتشه فيله",
    "en": "Al Jazeera|the BBC|The Guardian|The New York Times|Anadolu Agency|Deutsche Welle|The Times|Le Monde|Der Spiegel|Sky News",
}
ATTRIBUTIONS = {
    "ar": ["بحسب {},", "وفق {}،", "وذكرت {} أن", "ونقلت {} أن", "وأفادت {} بأن", "وفقاً لـ{}،"],
    "en": ["According to {},", "{} reported that", "As reported by {},", "{} said that"],
}
MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
    "en": "January February March April May June July August September October November December".split(),
}  # fmt: skip
LEVANTINE = (
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
)
WEEKDAYS = {
    "ar": "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت".split(),
    "en": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(),
}
NUMBER_WORDS = {
    "ar": [
        "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split(),
        "ثلاث أربع خمس ست سبع ثماني تسع".split(),
        "عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين".split(),
        "الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(),
        "ملايين مليارات".split(),
        "مئات آلاف ملايين".split(),
    ],
    "en": [
        "two three four five six seven eight nine ten eleven twelve".split(),
        "second third fourth fifth sixth seventh eighth".split(),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        "hundreds thousands millions".split(),
        "hundred thousand million billion".split(),
    ],
}
QUANTITIES = {
    "ar": [("بعض", "كل"), ("بعض", "جميع"), ("معظم", "كل"), ("أغلبهم", "كلهم"), ("أكثر من", "أقل من"), ("نحو", "أكثر من"), ("على الأقل", "على الأكثر"),
           ("كلها", "بعضها"), ("كل", "بعض"), ("عدد من", "جميع"), ("جميع", "بعض"), ("أول", "آخر"), ("أكبر", "أصغر"), ("كثير من", "كل"), ("عدة", "مئات"),
           ("العديد من", "كل"), ("معظم", "قلة من"), ("فقط", "على الأقل")],
    "en": [("some", "all"), ("most", "all"), ("several", "all"), ("more than", "less than"), ("about", "more than"), ("at least", "at most"), ("all", "some"),
           ("every", "no"), ("largest", "smallest"), ("first", "last"), ("many", "all"), ("only", "at least"), ("over", "under"), ("often", "always"),
           ("most", "few"), ("one of the", "the only"), ("around", "exactly")],
}  # fmt: skip
ADDED_QUANTITIES = {
    "ar": ["أكبر", "أخطر", "أول", "معظم", "جميع", "كل"],
    "en": ["all", "most of", "the only", "every one of"],
}
ADDITIONS = {
    "ar": ["، ما أسفر عن سقوط عشرات القتلى", "، وسط احتجاجات شعبية واسعة", "، بعد ضغوط مارستها الأمم المتحدة", "، وهو ما رفضته طهران بشدة",
           "، وأدى ذلك إلى انهيار أسعار النفط", "، بحضور ممثلين عن الاتحاد الأوروبي", "، في أسوأ أزمة منذ عقود", " بأمر مباشر من الرئيس",
           "، وفرّ آلاف السكان من بيوتهم", "، رغم تحذيرات أطباء", "، وحقق أرباحاً طائلة", " مقابل فدية مالية", "، بسبب الفساد", " في خرق لقرار مجلس الأمن"],
    "en": [", leaving dozens of people dead", ", amid widespread protests", ", under pressure from the United Nations", ", a move Tehran firmly rejected",
           ", sending oil prices tumbling", ", with European envoys in the room", ", in the worst crisis for decades", " on the direct order of the president",
           ", and thousands of residents fled their homes", ", despite warnings from doctors", ", earning huge profits", " in exchange for a ransom",
           ", because of corruption", ", in breach of a court ruling"],
}  # fmt: skip
INSERTED = {
    "ar": ["المفاجئ", "السري", "الفاشل", "المدمر", "العاجل", "التاريخي", "الدموي", "المزعوم", "الباهظ"],
    "en": ["secret", "disastrous", "unprecedented", "bloody", "alleged", "historic", "botched", "costly"],
}  # fmt: skip

# Benign: another verb of saying, another word for the same thing; none is in order of likeness.
REPORTING = {
    "ar": [
        "قال أوضح ذكر صرّح أعلن أفاد أشار بيّن".split(),
        "قالت أوضحت ذكرت صرّحت أعلنت أفادت بيّنت".split(),
        "وقال وأوضح وذكر وصرّح وأعلن وبيّن".split(),
        "وقالت وأوضحت وذكرت وصرّحت وأعلنت وبيّنت".split(),
        "وأضاف وتابع وأردف".split(),
        "وأضافت وتابعت وأردفت".split(),
    ],
    "en": [["said", "stated", "noted", "remarked", "explained"], ["added", "went on to say"]],
}
SYNONYMS = {
    "ar": """انسحاب مغادرة|رحيل مغادرة|استرجاع استعادة|قرب بجوار|نحو حوالي|وقف إيقاف|بسبب جراء|محادثات مباحثات|تستعملها تستخدمها|مسلحون مقاتلون
        |باتت أصبحت|صاروا أصبحوا|بدأ انطلق|أغلبهم معظمهم|مدينة حاضرة|عون مساعدة|هدف غاية|لجنة هيئة|سنوات أعوام|أعوام سنوات|عام سنة|مشارف تخوم
        |تدعمها تساندها|أصابت طالت|سعيها جهودها|شنتها نفذتها|فاشلة مخفقة|منزله بيته|بلاده دولته|جنوده عسكرييه|فوزه انتصاره|تراقب ترصد|حضور وجود
        |قتال معارك|هجمات اعتداءات|حشد جمع|قصفت ضربت|بيان تصريح مكتوب|خطر تهديد|خوفاً خشيةً|أراضي مناطق|زار قصد|شخصان فردان|كبيرة ضخمة|كبير ضخم|القضاء الإجهاز
        |استمرار تواصل|يعمل يشتغل|بناء تشييد|أسس أنشأ|استخدم استعمل|يستخدم يستعمل|تستخدم تستعمل|حدث وقع|فاز انتصر|منزل بيت|حصل نال|معركة موقعة
        |عاش أقام|توفي مات|الضخمة الكبيرة|انتصار فوز|يقع يوجد|تقع توجد|يحتوي يضم|أيضاً كذلك|مباراة لقاء|عدة بضعة|فترة مدة|قوة قدرة|اختار انتقى""",
    "en": """captured seized|raids strikes|troops soldiers|started began|began started|backs supports|talks negotiations|near close to|purpose aim|goal aim
        |fighters militants|town settlement|withdrawal pullout|help assist|prevent stop|unnamed anonymous|watching monitoring|safe secure
        |large big|wounded injured|home house|voiced expressed|fall drop|provoke trigger|aid assistance|kids children|began started|used employed
        |built constructed|received got|famous well-known|bought purchased|created made|finished ended|large big|called named|rapidly quickly
        |founded established|obtain acquire|often frequently|entire whole|area region|roughly about|primarily mainly|many numerous""",
}  # fmt: skip


def pairs(text: str) -> list[tuple[str, str]]:
    """Two words or phrases a line, the first being one word."""
    lines = (line.strip() for line in text.replace("\n", "").split("|"))
    return [(first, rest) for first, rest in (line.split(maxsplit=1) for line in lines)]
