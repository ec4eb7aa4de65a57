"""What the first dossier says of visits, states and itself: its traps on the public record."""

import pytest

from relations.documents import languages, overlays

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one


def visits(plan):
    return {key: row.content for key, row in plan.items() if row.type == "visit"}


def test_the_dates_are_as_precise_as_the_article(public, plan):
    assert {key: public(key)["date"] for key in visits(plan)} == {
        "visits/1983-01-andropov": {"edtf": "1983-01-03/1983-01-05", "as_stated": "3–5 January 1983"},
        "visits/1987-04-gorbachev": {"edtf": "1987-04-09/1987-04-12", "as_stated": "9–12 April 1987"},
        "visits/1993-08-yeltsin": {"edtf": "1993-08", "as_stated": "August 1993"},
        "visits/2006-03-putin": {"edtf": "2006-03-01/2006-03-02", "as_stated": "1–2 March 2006"},
        "visits/2010-04-medvedev": {"edtf": "2010-04-07/2010-04-08", "as_stated": "7–8 April 2010"},
        "visits/2011-12-medvedev": {"edtf": "2011-12-07/2011-12-08", "as_stated": "7–8 December 2011"},
    }


def test_yeltsins_month_comes_from_the_prose_and_readers_are_told_of_the_coarser_table(public):
    visit = public("visits/1993-08-yeltsin")
    dated_by = [citation["locator"] for citation in visit["citations"] if citation["anchor"] == "date"]
    assert dated_by == ["1989–2020, paragraph 1", "1989–2020, paragraph 1", "Official visits, table row 3"]
    assert visit["public_note"].startswith("The source's table dates this visit to 1993 only; its prose says August")


def test_the_treaty_of_1993_is_a_statement_of_that_visit(public):
    texts = [claim["text"] for claim in public("visits/1993-08-yeltsin")["claims"]]
    assert texts[1] == "Yeltsin and Havel used the occasion to sign the Treaty of Friendship and Cooperation."


def test_states_are_inferred_exactly_where_the_article_does_not_name_them(published, public, plan):
    keys = {public_id: key.rpartition("/")[2] for public_id, key in published.keys.items()}
    stood_for = {
        key.rpartition("/")[2]: [
            (keys[part["state"]], part.get("state_inferred", False)) for part in public(key)["participations"]
        ]
        for key in visits(plan)
    }
    assert stood_for == {
        "1983-01-andropov": [("soviet-union", True), ("czechoslovakia", True)],
        "1987-04-gorbachev": [("soviet-union", True), ("czechoslovakia", True)],
        "1993-08-yeltsin": [("russia", False), ("czech-republic", False)],
        "2006-03-putin": [("russia", True), ("czech-republic", True)],
        "2010-04-medvedev": [("russia", True), ("czech-republic", True)],
        "2011-12-medvedev": [("russia", False), ("czech-republic", True)],
    }


def test_each_inferred_state_has_its_reason_in_the_public_note(plan):
    notes = {
        key: content.get("public_note", "")
        for key, content in visits(plan).items()
        if any(part.get("state_inferred") for part in content["participations"])
    }
    assert [key for key, note in notes.items() if "names no states" not in note or "inferred" not in note] == []


def test_guests_hosts_and_offices_are_those_of_the_table(published, public, plan):
    titles = {public_id: public(key)["title"] for public_id, key in published.keys.items()}
    rows = [
        tuple(f"{part['role']}: {part['capacity']} {titles[part['who']]}" for part in public(key)["participations"])
        for key in visits(plan)
    ]
    assert rows == [
        ("guest: General Secretary Yuri Andropov", "host: President Gustáv Husák"),
        ("guest: General Secretary Mikhail Gorbachev", "host: President Gustáv Husák"),
        ("guest: President Boris Yeltsin", "host: President Václav Havel"),
        ("guest: President Vladimir Putin", "host: President Václav Klaus"),
        ("guest: President Dmitry Medvedev", "host: President Václav Klaus"),
        ("guest: President Dmitry Medvedev", "host: President Václav Klaus"),
    ]


def test_the_historical_states_end_when_the_article_says(public):
    ends = {key: public(f"countries/{key}")["existed"]["edtf"] for key in ("czechoslovakia", "soviet-union")}
    assert ends == {"czechoslovakia": "/1992-12-31", "soviet-union": "/1991-12"}
    assert [public(f"countries/{key}").get("existed") for key in ("czech-republic", "russia")] == [None, None]


def test_the_source_claims_no_publisher_author_date_or_address(public):
    source = public("sources/czech-republic-russia-relations")
    assert source.keys() & {"publisher", "publisher_as_stated", "author", "date"} == set()
    assert source["access_points"][0].keys() == {"n", "accessed", "content_sha256", "note"}


def test_every_visit_goes_from_the_russian_to_the_czech_side(published, plan):
    assert {published.directions[key] for key in visits(plan)} == {"second-to-first"}


def test_every_record_but_the_dossier_belongs_to_it_and_has_a_desk_note(plan):
    assert {key for key, row in plan.items() if not row.content.get("dossiers")} == {"dossier"}
    assert [key for key, row in plan.items() if not row.desk_note] == []


# --- The dossier and its states -------------------------------------------------------------------


def test_eras_are_the_headings_of_the_article(public):
    assert [(era["label"], era["date"]["edtf"]) for era in public("dossier")["eras"]] == [
        ("1934–1945", "1934/1945"),
        ("Cold War", "1945/1989"),
        ("1989–2020", "1989/2020"),
        ("2021 to the present", "2021/.."),
    ]


def test_every_section_has_statements_and_every_statement_a_section(public):
    dossier = public("dossier")
    assert {claim["section"] for claim in dossier["claims"]} == {section["n"] for section in dossier["sections"]}


def test_the_infobox_leads_to_the_missions_of_both_sides_and_no_third_one(published, public):
    assert [(row["side"], published.keys[row["target"]]) for row in public("dossier")["infobox"]] == [
        (1, "organisations/embassy-of-the-czech-republic-moscow"),
        (2, "organisations/embassy-of-russia-prague"),
    ]


def test_russia_is_suspended_in_one_body_and_a_member_of_the_other_without_dates(published, public):
    rows = public("countries/russia")["memberships"]
    assert [(published.keys[row["body"]], row["status"], row.get("date")) for row in rows] == [
        ("organisations/council-of-europe", "suspended", None),
        ("organisations/osce", "member", None),
    ]
    assert "may have changed since" in public("countries/russia")["public_note"]


def test_the_czech_republic_is_a_member_since_the_months_that_the_article_gives(published, public):
    rows = public("countries/czech-republic")["memberships"]
    assert [(published.keys[row["body"]], row["status"], row.get("date", {}).get("edtf")) for row in rows] == [
        ("organisations/council-of-europe", "member", None),
        ("organisations/osce", "member", None),
        ("organisations/nato", "member", "1999-03/.."),
        ("organisations/european-union", "member", "2004-05/.."),
    ]


# --- Czech ----------------------------------------------------------------------------------------


def test_every_title_and_summary_is_there_in_czech_and_none_is_older(published):
    found = {key: overlays(document, "cs") for key, document in published.documents.items()}
    current = {key: {anchor for anchor, overlay in cs.items() if not overlay.older} for key, cs in found.items()}
    assert {key for key, anchors in current.items() if not anchors >= {"title", "summary"}} == set()
    assert {language for document in published.documents.values() for language in languages(document)} == {"en", "cs"}


def test_czech_summaries_are_no_copies_and_titles_only_where_they_are_names(published):
    pairs = {key: (document["record"], overlays(document, "cs")) for key, document in published.documents.items()}
    assert [key for key, (record, cs) in pairs.items() if cs["summary"].text == record["summary"]] == []
    alike = {key for key, (record, cs) in pairs.items() if cs["title"].text == record["title"]}
    assert {key.partition("/")[0] for key in alike} == {"people", "organisations", "places"}


# --- Expulsions before 2021 -----------------------------------------------------------------------


def test_the_expulsions_of_2009_and_2018_have_their_numbers_and_accuse_nobody(public):
    earlier = [public("incidents/2009-expulsion-of-two"), public("incidents/2018-03-expulsion-of-three")]
    assert [(record["date"]["edtf"], record["measures"][0]["count"]) for record in earlier] == [
        ("2009", 2),
        ("2018-03", 3),
    ]
    assert [record.keys() & {"attributions", "positions"} for record in earlier] == [set(), set()]
    assert {part["role"] for record in earlier for part in record["participations"]} == {"initiator", "target"}
