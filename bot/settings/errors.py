"""What can be wrong with a setting."""

from retrieval.errors import UsageError


class UnknownSetting(UsageError):
    ar = "لا إعداد بهذا الاسم: {name}. أقرب الأسماء إليه {nearest}."
    en = "There is no setting {name}. The nearest is {nearest}."


class BadSetting(UsageError):
    ar = "قيمة الإعداد {name} غير صالحة. القيم الممكنة: {choices}."
    en = "The value of {name} is not valid. Possible: {choices}."


class KeyMisplaced(UsageError):
    ar = "قيمة {name} تشبه مفتاحاً. ضع مفتاح النموذج في {setting}، ومفتاح البوت في RAWI_TELEGRAM_TOKEN."
    en = "The value of {name} looks like a key. Put a model's in {setting}, and a bot's in RAWI_TELEGRAM_TOKEN."


class AddressApart(UsageError):
    ar = "العنوان {name} في ‎.env والرمز {key} من البيئة. ضعهما في مكان واحد."
    en = "The address {name} stands in .env and {key} in the environment. Put both in one place."
