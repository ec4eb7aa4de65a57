"""How the long forms of the desk are written: widgets and rows by Jinja2, which takes a fifth of the time of Django's own templates.

What has no Jinja2 template falls back to Django's. Knows nothing of records; a test holds both ways against each other.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
import jinja2
from django.conf import settings
from django.forms.renderers import BaseRenderer, DjangoTemplates, EngineMixin
from django.forms.utils import RenderableMixin
from django.template import TemplateDoesNotExist
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import capfirst


def environment(**options: Any) -> jinja2.Environment:
    """What templates below `templates/jinja2` may call."""
    made = jinja2.Environment(**options, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"static": static, "url": reverse}
    made.filters |= {"capfirst": capfirst}
    return made


# Django gives each kind of input a template that does nothing but include this one.
INPUT = "django/forms/widgets/input.html"
INPUTS = {
    f"django/forms/widgets/{kind}.html" for kind in ("checkbox", "date", "email", "hidden", "number", "text", "time")
}


class FormRenderer(EngineMixin, BaseRenderer):
    """Writes forms, fields and widgets."""

    backend = Jinja2

    @cached_property
    def engine(self) -> Jinja2:
        own, shipped = settings.BASE_DIR / "templates" / "jinja2", Path(django.forms.__file__).parent / "jinja2"
        options = {"environment": "editorial.rendering.environment"}
        return Jinja2({"NAME": "desk forms", "APP_DIRS": False, "DIRS": [own, shipped], "OPTIONS": options})

    @cached_property
    def usual(self) -> DjangoTemplates:
        return DjangoTemplates()

    @cached_property
    def missing(self) -> set[str]:
        """Names that Jinja2 has no template for, so that each is looked for once."""
        return set()

    def get_template(self, template_name: str) -> Any:
        template_name = INPUT if template_name in INPUTS else template_name
        if template_name not in self.missing:
            try:
                return self.engine.get_template(template_name)
            except TemplateDoesNotExist:
                self.missing.add(template_name)
        return self.usual.get_template(template_name)


FORMS = FormRenderer()


class Written(RenderableMixin):
    """One template with what it shows; written when a page asks for it, and safe there because Jinja2 escapes."""

    renderer = FORMS

    def __init__(self, template_name: str, **shown: Any) -> None:
        self.template_name, self.shown = template_name, shown

    def get_context(self) -> dict[str, Any]:
        return self.shown
