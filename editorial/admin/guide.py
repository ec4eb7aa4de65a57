"""`/admin/-/guide/`: the editors' guide, for everyone who is logged in, in English and Czech. Shows; never writes."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from editorial.guide.tables import tables_for
from editorial.guide.tasks import BY_SLUG, LANGUAGES, ROLES, TASKS, Said, Task
from editorial.guide.words import HEADINGS

CONTENTS, ONE = "editorial_guide", "editorial_guide_task"


def guide_urls(site: AdminSite) -> list[URLPattern]:
    """English without a prefix, Czech under `cs/`, as on the public site."""
    return [pattern for lang in reversed(LANGUAGES) for pattern in patterns(site, lang)]


def patterns(site: AdminSite, lang: str) -> list[URLPattern]:
    prefix, tail = ("", "") if lang == "en" else (f"{lang}/", f"_{lang}")
    return [
        path(f"-/guide/{prefix}", site.admin_view(shown(site, lang, contents)), name=CONTENTS + tail),
        path(f"-/guide/{prefix}<slug:slug>/", site.admin_view(shown(site, lang, one)), name=ONE + tail),
    ]


def shown(site: AdminSite, lang: str, view: Callable) -> Callable:
    """A page of the guide in one language; reading is all that it can be asked for."""

    def answer(request: HttpRequest, **asked: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return view(site, request, lang, **asked)

    return answer


def contents(site: AdminSite, request: HttpRequest, lang: str) -> HttpResponse:
    sections = [(role.in_language(lang), moments(role, lang)) for role in ROLES]
    title = HEADINGS["guide"].in_language(lang)
    return page(site, request, "contents.html", lang, title, sections=sections, others=others(CONTENTS))


def moments(role: Said, lang: str) -> list[tuple[str, list[dict[str, str]]]]:
    """The tasks of one role, by the moment at which they are needed."""
    found: dict[str, list[dict[str, str]]] = {}
    for task in TASKS:
        if task.role == role:
            found.setdefault(task.moment.in_language(lang), []).append(line(task, lang))
    return list(found.items())


def line(task: Task, lang: str) -> dict[str, str]:
    return {
        "url": address(ONE, lang, task.slug),
        "title": task.title.in_language(lang),
        "summary": task.summary.in_language(lang),
    }


def one(site: AdminSite, request: HttpRequest, lang: str, slug: str) -> HttpResponse:
    task = BY_SLUG.get(slug)
    if task is None:
        raise Http404("The guide has no such task; its contents stand at /admin/-/guide/.")
    return page(
        site,
        request,
        f"{lang}/{slug}.html",
        lang,
        task.title.in_language(lang),
        task={"role": task.role.in_language(lang), "summary": task.summary.in_language(lang)},
        also=[line(BY_SLUG[other], lang) for other in task.also],
        others=others(ONE, slug),
        **tables_for(slug, lang),
    )


def others(name: str, *args: str) -> list[tuple[str, str, str]]:
    """The same page in each language: (language, its name, address)."""
    return [(lang, said, address(name, lang, *args)) for lang, said in LANGUAGES.items()]


def address(name: str, lang: str, *args: str) -> str:
    return reverse(f"admin:{name}" if lang == "en" else f"admin:{name}_{lang}", args=args)


def page(site: AdminSite, request: HttpRequest, template: str, lang: str, title: str, **context: Any) -> HttpResponse:
    said = {name: words.in_language(lang) for name, words in HEADINGS.items()}
    known = {"title": title, "lang": lang, "said": said, "contents_url": address(CONTENTS, lang)}
    whole = site.each_context(request) | known | context
    return TemplateResponse(request, f"admin/guide/{template}", whole)
