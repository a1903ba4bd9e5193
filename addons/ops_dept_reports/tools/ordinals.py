"""Numbers of articles: 一、二、… in Chinese, 1. 2. … elsewhere."""

DIGITS = "零一二三四五六七八九"


def article_number(number, lang):
    """Return how an article is numbered in a language.

    :param int number: 1 to 99
    :param str lang: code of the paper's language
    :rtype: str
    """
    if not (lang or "").startswith("zh"):
        return f"{number}. "
    tens, ones = divmod(number, 10)
    text = (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    return f"{text}、"
