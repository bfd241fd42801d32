"""SVG as text: elements with escaped attributes, the same bytes for the same input."""

from html import escape


def element(tag: str, *children: str, **attributes: str | float | None) -> str:
    """One element with its children; an attribute that is None is left out.

    `class_` gives class, underscores become hyphens, and numbers keep one decimal.
    """
    told = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, int | float) else escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{tag}{told}>{inside}</{tag}>" if inside else f"<{tag}{told}/>"


def text_of(words: str) -> str:
    """Words as character data."""
    return escape(words, quote=False)


def number(value: float) -> str:
    """A coordinate with at most one decimal: a tenth of a pixel is finer than any eye."""
    said = f"{value:.1f}"
    return said.removesuffix(".0") if said != "-0.0" else "0"
