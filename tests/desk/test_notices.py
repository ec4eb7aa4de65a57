"""My notices in the admin: the number in the head of every page, the list, marking as read, letters on and off."""

import pytest

from editorial.models import Notice
from editorial.services import notices
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import ready_source, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]
PAGE = "/admin/notices/"


@pytest.fixture
def ann():
    return factories.user("Author", username="ann", email="ann@example.org")


@pytest.fixture
def source(ann):
    return ready_source(ann)


@pytest.fixture
def client(ann):
    return client_of(ann)


def tell(record, *people, verb="request_changes", text="", actor=None, edition=None):
    return notices.tell(recipients=people, actor=actor, verb=verb, record=record, edition=edition, text=text)


def test_every_page_of_the_desk_says_how_many_wait(ann, client, source):
    assert 'href="/admin/notices/">Notices</a>' in client.get("/admin/").content.decode()
    tell(source, ann)
    tell(source, ann)
    for page in ("/admin/", "/admin/editorial/source/", f"/admin/editorial/source/{source.pk}/change/", PAGE):
        assert "Notices (2)" in words(client.get(page)), page


def test_the_number_costs_no_query(ann, client, source, django_assert_num_queries):
    tell(source, ann)
    with django_assert_num_queries(2):  # the session, and the person with her number
        assert client.get("/admin/jsi18n/").status_code == 200


def test_each_notice_says_what_who_and_where(ann, client, source):
    rita = factories.user("Reviewer", username="rita")
    tell(source, ann, text="Say <which> page.\nAnd more.", actor=rita)
    page = client.get(PAGE)
    text = words(page)
    for said in ("Not read yet (1)", "Changes requested : A source source", "Say <which> page. And more.", "rita ·"):
        assert said in text, said
    assert f'href="/admin/editorial/source/{source.pk}/change/"' in page.content.decode()


def test_what_is_under_review_leads_to_its_review(ann, source):
    rita = factories.user("Reviewer")
    factories.submit_all(ann, [source])
    assert f'href="/admin/editorial/review/{source.pk}/"' in client_of(rita).get(PAGE).content.decode()


def test_unread_stand_first_and_one_or_all_are_marked(ann, client, source):
    for number in range(3):
        tell(source, ann, text=f"Number {number}")
    first, second, third = Notice.objects.order_by("pk")
    assert client.post(PAGE, {"act": "read", "notice": third.pk}).status_code == 302
    page = client.get(PAGE)
    assert [line[0].pk for line in page.context["fresh"]] == [second.pk, first.pk]
    assert [line[0].pk for line in page.context["read"]] == [third.pk]
    answer = client.post(PAGE, {"act": "read_all"}, follow=True)
    assert ("Marked as read: 2." in words(answer), "You have read everything." in words(answer)) == (True, True)


def test_nobody_marks_anothers(ann, client, source):
    (foreign,) = tell(source, factories.user("Reviewer"))
    client.post(PAGE, {"act": "read", "notice": foreign.pk})
    client.post(PAGE, {"act": "read_all"})
    assert Notice.objects.get(pk=foreign.pk).read_at is None
    assert "Changes requested" not in words(client.get(PAGE))


@pytest.mark.parametrize(
    "sent",
    [{}, {"act": "x"}, {"act": "read"}, {"act": "read", "notice": "x"}, {"act": "read", "notice": "9" * 99},
     {"act": "read", "notice": "\x00"}, {"act": "read", "notice": "٣"}],
)  # fmt: skip
def test_what_is_no_button_changes_nothing(ann, client, source, sent):
    tell(source, ann)
    page = client.post(PAGE, sent)
    assert (page.status_code, "Press one of the buttons of this page." in words(page)) == (400, True)
    assert Notice.objects.get().read_at is None


def test_letters_are_turned_off_and_on_by_their_reader(ann, client, source):
    tell(source, ann)
    assert "They also come by e-mail to ann@example.org." in words(client.get(PAGE))
    answer = client.post(PAGE, {"act": "no_mail"}, follow=True)
    assert "They do not come by e-mail." in words(answer)
    assert Notice.objects.get().mail_due is False
    assert "They also come by e-mail" in words(client.post(PAGE, {"act": "mail"}, follow=True))


def test_who_has_no_address_is_told_so(source):
    rita = factories.user("Reviewer")
    assert "Your account has no e-mail address" in words(client_of(rita).get(PAGE))


def test_a_look_changes_nothing_and_other_methods_are_refused(ann, client, source):
    tell(source, ann)
    client.get(PAGE, {"act": "read_all"})
    assert Notice.objects.get().read_at is None
    assert client.delete(PAGE).status_code == 405


def test_strangers_see_nothing(ann, client, source):
    tell(source, ann)
    ann.groups.clear()
    page = client.get(PAGE)
    assert (page.status_code, "A source" in page.content.decode()) == (403, False)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "\x00", "1" * 500])
def test_pages_that_are_not_there_show_one_that_is(ann, client, source, number):
    for _ in range(51):
        tell(source, ann)
    assert client.get(PAGE, {"page": number}).status_code == 200
    if number == "99":
        page = client.get(PAGE, {"page": number})
        assert (page.context["page"].number, len(page.context["fresh"])) == (2, 1)
        answer = client.post(PAGE, {"act": "read", "notice": Notice.objects.last().pk, "page": "2"})
        assert answer.url == f"{PAGE}?page=2"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries(ann, client, count, django_assert_num_queries):
    for number in range(count):
        record = ready_source(ann, f"Source {number}")
        tell(record, ann, edition=factories.open_of(record), actor=factories.user("Reviewer"))
    with django_assert_num_queries(6):
        assert client.get(PAGE).status_code == 200
