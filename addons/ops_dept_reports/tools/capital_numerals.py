"""Money in Chinese capital numerals (大写金额), as banks and tax offices want it on paper.

Rules followed: 整 closes an amount that ends in 元 or 角 and never one that ends in 分; one 零 stands for any
run of zeros between two digits of the whole part; 零 stands between 元 and 分 when there are no 角; no 零
between a whole part that ends in zeros and its 角 (壹仟陆佰捌拾元叁角贰分); the banks' rules allow both.
"""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SUBUNITS = ("角", "分", "厘")
LIMIT = Decimal(10) ** 16 - 1


def _whole(number):
    """Return a whole number of 1 to 16 digits in capitals, without a unit."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            # the lower part starts with a zero: one 零 says so, however many there are
            gap = "零" if 0 < low < size // 10 else ""
            return _whole(high) + unit + gap + (_whole(low) if low else "")
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + PLACES[place]
        zero = not digit
    return text


def capital_numerals(amount, rounding="0.01"):
    """Write an amount of money in Chinese capital numerals.

    :param amount: the amount in units of its currency; a float counts as what it shows (1.005 is 1.005)
    :type amount: float | int | str | decimal.Decimal
    :param rounding: smallest amount of the currency, 0.001 or larger; half of it is rounded away from zero
    :type rounding: float | str
    :return: for example 壹佰元零伍分 for 100.05
    :rtype: str
    :raises ValueError: for amounts of more than 16 digits before the point
    """
    value, step = Decimal(str(amount)), Decimal(str(rounding))
    if abs(value) >= LIMIT:
        raise ValueError(f"{amount} has too many digits for capital numerals")
    value = (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    sign = "负" if value < 0 else ""
    value = abs(value)
    whole = int(value)
    fraction = [int(digit) for digit in f"{value - whole:.3f}"[2:]]
    text = f"{_whole(whole)}元" if whole else ""
    zero = False
    for digit, unit in zip(fraction, SUBUNITS, strict=True):
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + unit
        zero = not digit
    if not text:
        text = "零元"
    return sign + text + ("整" if not any(fraction[1:]) else "")
