"""The constraints of AWS's service models: required members, types, enumerations, patterns, lengths and ranges."""

from patterns import compiled

TYPES = {
    "structure": dict,
    "map": dict,
    "list": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
}

# Patterns that refuse what AWS takes by its own documentation, by the shape's name and the pattern: an entry has no effect once the model has another one.
CORRECTED = {
    # "For custom domains, this is the fully-qualified domain name, such as auth.example.com."
    # https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
    ("DomainType", r"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$"): r"^[a-z0-9](?:[a-z0-9.\-]{0,61}[a-z0-9])?$",
}


def violations(shape, value, member=""):
    """Each `(member, constraint, value)` that AWS refuses, in the words of its own messages."""
    kind = shape.type_name
    expected = TYPES.get(kind)
    # A document has any type; bytes and times were parsed, or the request was not.
    if expected is None or getattr(shape, "is_document_type", False):
        return
    if not isinstance(value, expected) or (kind in ("integer", "long") and isinstance(value, bool)):
        yield member, f"Member must be of type {kind}", value
        return
    yield from {"structure": structure, "map": entries, "list": items, "string": string}.get(kind, number)(
        shape, value, member
    )


def structure(shape, value, member):
    for name in shape.required_members:
        if value.get(name) is None:
            yield joined(member, name), "Member must not be null", None
    for name, content in value.items():
        if name in shape.members and content is not None:
            yield from violations(shape.members[name], content, joined(member, name))


def items(shape, value, member):
    yield from bounds(shape, len(value), value, member, "length")
    for index, item in enumerate(value, 1):
        if item is not None:
            yield from violations(shape.member, item, f"{member}.{index}.member")


def entries(shape, value, member):
    yield from bounds(shape, len(value), value, member, "length")
    for key, content in value.items():
        yield from violations(shape.key, key, f"{member}.key")
        if content is not None:
            yield from violations(shape.value, content, f"{member}.{key}")


def string(shape, value, member):
    yield from bounds(shape, len(value), value, member, "length")
    if shape.enum and value not in shape.enum:
        yield member, f"Member must satisfy enum value set: [{', '.join(shape.enum)}]", value
    pattern = CORRECTED.get((shape.name, shape.metadata.get("pattern")), shape.metadata.get("pattern"))
    satisfies = compiled(pattern) if pattern else None
    if satisfies and not satisfies(value):
        yield member, f"Member must satisfy regular expression pattern: {pattern}", value


def number(shape, value, member):
    if not isinstance(value, bool):
        yield from bounds(shape, value, value, member, "value")


def bounds(shape, measure, value, member, what):
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and measure < float(least):
        yield member, f"Member must have {what} greater than or equal to {least}", value
    if most is not None and measure > float(most):
        yield member, f"Member must have {what} less than or equal to {most}", value


def joined(member, name):
    return f"{member}.{name}" if member else name
