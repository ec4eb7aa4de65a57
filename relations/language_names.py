"""Names of the languages that titles, names and quoted passages are in. Pure."""

from django.utils.translation import get_language_info, pgettext_lazy

NAMES = {
    "ar": pgettext_lazy("language", "Arabic"),
    "be": pgettext_lazy("language", "Belarusian"),
    "bg": pgettext_lazy("language", "Bulgarian"),
    "bs": pgettext_lazy("language", "Bosnian"),
    "cs": pgettext_lazy("language", "Czech"),
    "da": pgettext_lazy("language", "Danish"),
    "de": pgettext_lazy("language", "German"),
    "el": pgettext_lazy("language", "Greek"),
    "en": pgettext_lazy("language", "English"),
    "es": pgettext_lazy("language", "Spanish"),
    "et": pgettext_lazy("language", "Estonian"),
    "fa": pgettext_lazy("language", "Persian"),
    "fi": pgettext_lazy("language", "Finnish"),
    "fr": pgettext_lazy("language", "French"),
    "he": pgettext_lazy("language", "Hebrew"),
    "hr": pgettext_lazy("language", "Croatian"),
    "hu": pgettext_lazy("language", "Hungarian"),
    "hy": pgettext_lazy("language", "Armenian"),
    "it": pgettext_lazy("language", "Italian"),
    "ja": pgettext_lazy("language", "Japanese"),
    "ka": pgettext_lazy("language", "Georgian"),
    "kk": pgettext_lazy("language", "Kazakh"),
    "ko": pgettext_lazy("language", "Korean"),
    "lt": pgettext_lazy("language", "Lithuanian"),
    "lv": pgettext_lazy("language", "Latvian"),
    "mk": pgettext_lazy("language", "Macedonian"),
    "nl": pgettext_lazy("language", "Dutch"),
    "pl": pgettext_lazy("language", "Polish"),
    "pt": pgettext_lazy("language", "Portuguese"),
    "ro": pgettext_lazy("language", "Romanian"),
    "ru": pgettext_lazy("language", "Russian"),
    "sk": pgettext_lazy("language", "Slovak"),
    "sl": pgettext_lazy("language", "Slovenian"),
    "sr": pgettext_lazy("language", "Serbian"),
    "sv": pgettext_lazy("language", "Swedish"),
    "tr": pgettext_lazy("language", "Turkish"),
    "uk": pgettext_lazy("language", "Ukrainian"),
}


def language_name(code: str) -> str:
    """What a language tag is called in the language of the page; the tag itself where nobody knows it."""
    if code in NAMES:
        return str(NAMES[code])
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code
