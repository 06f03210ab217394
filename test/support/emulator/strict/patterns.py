"""Regular expressions of AWS's models, which are Java's, in Python's `regex` (which cfn-lint brings, and moto's server needs)."""

from functools import cache

import regex

# What `regex` spells differently. Java's strings are UTF-16: a range over surrogates is everything above U+FFFF.
SPELLINGS = [
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"),
    (r"\p{all}", r"\s\S"),
]

_not_compiled = set()


@cache
def compiled(pattern):
    """A function that says whether a value satisfies the pattern; nothing if the pattern could not be compiled."""
    text = pattern
    for java, ours in SPELLINGS:
        text = text.replace(java, ours)
    text = regex.sub(r"\\x\{([0-9a-fA-F]{2,4})\}", lambda m: "\\u" + m.group(1).zfill(4), text)
    # `\w`, `\d` and `\s` are ASCII in Java; `\p{L}` is not, and the flag would make it so.
    flags = regex.V1 if r"\p" in text else regex.V1 | regex.ASCII
    try:
        expression = regex.compile(text, flags)
    except regex.error:
        _not_compiled.add(pattern)
        return None
    # A pattern without an anchor is matched whole; one with anchors says itself what is matched.
    return expression.search if text.startswith("^") else expression.fullmatch


def not_compiled():
    return sorted(_not_compiled)
