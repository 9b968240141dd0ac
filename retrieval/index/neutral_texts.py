"""
Sentences and questions about nothing in particular, in both languages.

A model's vectors all share something that says nothing of any text. Its mean is measured on texts
whose subjects have nothing in common, so that taking it away takes no subject away. No archive is
searched for them.
"""

ARABIC_SENTENCES = (
    "افتتحت البلدية حديقة عامة جديدة في الحي الشرقي بعد أعمال دامت عامين.",
    "ارتفعت أسعار الخضار في الأسواق هذا الأسبوع بسبب تأخر الأمطار.",
    "فاز الفريق الضيف بهدفين لهدف في الدقائق الأخيرة من المباراة.",
    "أعلنت الجامعة موعد امتحانات القبول للطلاب الجدد.",
    "قال الطبيب إن المشي نصف ساعة كل يوم يكفي للحفاظ على صحة القلب.",
    "نشرت الشاعرة ديوانها الثالث عن دار نشر صغيرة.",
    "تعطلت حركة القطارات صباح اليوم بعد عاصفة رملية.",
    "وقّعت الشركتان اتفاقاً لبناء مصنع للزجاج قرب الميناء.",
    "عثر الغواصون على سفينة قديمة في قاع البحيرة.",
    "وافق البرلمان على قانون ينظم تأجير المساكن.",
    "تراجع عدد الزوار في المتحف خلال أشهر الصيف.",
    "حكمت المحكمة على المتهم بالسجن ثلاث سنوات بتهمة التزوير.",
    "أطلق العلماء قمراً صناعياً صغيراً لمراقبة حرائق الغابات.",
    "احتفلت القرية بموسم قطاف الزيتون بالأغاني والطعام.",
    "حذرت هيئة الأرصاد من انخفاض كبير في درجات الحرارة.",
    "اجتمع وزراء الزراعة لبحث تصدير القمح.",
)
ENGLISH_SENTENCES = (
    "The town council opened a new library on the site of the old mill.",
    "Prices of coffee fell for the third month in a row.",
    "The goalkeeper was injured in the first half and replaced.",
    "Researchers described a beetle that nobody had seen for a century.",
    "A ferry ran aground in thick fog, but no one was hurt.",
    "The singer cancelled her tour after losing her voice.",
    "Engineers will close the bridge for repairs next spring.",
    "The central bank left interest rates unchanged.",
    "Farmers said the late frost had ruined half of the apple harvest.",
    "A judge ordered the company to pay its former workers.",
    "The school won a prize for its garden.",
    "Two ministers resigned over the cost of the new railway.",
    "Doctors advised older people to stay indoors during the heat.",
    "The museum bought a painting that had been lost for decades.",
    "Voters go to the polls on Sunday in a tight race.",
    "The factory will make batteries for small electric cars.",
)
ARABIC_QUESTIONS = (
    "كم عدد السكان في المدينة؟",
    "متى بدأت أعمال البناء؟",
    "من فاز بالجائزة هذا العام؟",
    "أين عُقد الاجتماع الأخير؟",
    "لماذا أُغلقت الطريق؟",
    "ماذا قال المدير عن الخطة؟",
    "كيف وصل المصابون إلى المستشفى؟",
    "ما سبب انقطاع الكهرباء؟",
    "هل وافق المجلس على القرار؟",
    "كم بلغت قيمة الصفقة؟",
    "من هو رئيس الاتحاد؟",
    "ما اسم السفينة التي غرقت؟",
)
ENGLISH_QUESTIONS = (
    "How many people live in the city?",
    "When did the construction begin?",
    "Who won the prize this year?",
    "Where was the last meeting held?",
    "Why was the road closed?",
    "What did the manager say about the plan?",
    "How did the injured reach the hospital?",
    "What caused the power cut?",
    "Did the council approve the decision?",
    "How much was the deal worth?",
    "Who is the head of the association?",
    "What is the name of the ship that sank?",
)
