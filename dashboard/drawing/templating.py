"""HTML and SVG from the templates beside this file; whatever is put into them is escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )


def render(template: str, **values: object) -> Markup:
    """A template of `templates/` with these values; safe to put into another template."""
    return Markup(_environment().get_template(template).render(**values))  # noqa: S704 (autoescaped)
