"""Why a bot cannot run, in sentences for whoever runs it."""

from retrieval.errors import ServiceError, UsageError


class BadToken(UsageError):
    ar = "لا يعرف تلغرام هذا البوت. انسخ المفتاح من BotFather إلى RAWI_TELEGRAM_TOKEN."
    en = "Telegram does not know this bot. Copy its token from BotFather to RAWI_TELEGRAM_TOKEN."


class BadProxy(UsageError):
    ar = "لا يصلح الوسيط (proxy) المضبوط في RAWI_TELEGRAM_PROXY أو في البيئة: ‎http://HOST:PORT أو ‎socks5://HOST:PORT."
    en = "The proxy in RAWI_TELEGRAM_PROXY or the environment is of no known kind: http://HOST:PORT or socks5://HOST:PORT."


class PortTaken(ServiceError):
    ar = "تعذّر فتح المنفذ {port} ({why}). اختر غيره في {setting}."
    en = "Port {port} could not be opened ({why}). Choose another in {setting}."


class NoListen(UsageError):
    ar = "مع RAWI_TELEGRAM_WEBHOOK يلزم RAWI_TELEGRAM_LISTEN: العنوان والمنفذ اللذان يسمع عليهما البوت، مثل 127.0.0.1:8080."
    en = "RAWI_TELEGRAM_WEBHOOK needs RAWI_TELEGRAM_LISTEN: the host and port where the bot listens, such as 127.0.0.1:8080."


class PolledElsewhere(ServiceError):
    ar = "تعمل نسخة أخرى من هذا البوت الآن. أوقفها، أو أعطِ هذه مفتاح بوت آخر."
    en = "Another instance of this bot is running. Stop it, or give this one another bot's token."


class NoToken(UsageError):
    ar = "لا مفتاح للبوت. اطلبه من BotFather في تلغرام وضعه في RAWI_TELEGRAM_TOKEN."
    en = "There is no bot token. Get one from BotFather in Telegram and put it in RAWI_TELEGRAM_TOKEN."


class BotRunning(ServiceError):
    ar = "يعمل بوت آخر من المجلد {path} الآن ({holder}). أوقفه أولاً."
    en = "Another bot is running from {path} now ({holder}). Stop it first."
