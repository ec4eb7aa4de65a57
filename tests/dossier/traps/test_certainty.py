"""Traps of certainty and attribution: who says a thing stands with it, and nobody is accused of more than is said."""

import re

import pytest

from relations.vocabularies import ACCUSING_ROLES

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one

CZECHS, RUSSIA = "countries/czech-republic", "countries/russia"
MEN = ["people/alexander-mishkin", "people/anatoliy-chepiga"]
ATTRIBUTION, EXPULSION = "incidents/2021-04-vrbetice-attribution", "incidents/2021-04-17-expulsion-of-18"
EXPLOSIONS = ["incidents/2014-10-16-vrbetice-explosion", "incidents/2014-12-03-vrbetice-explosion"]
POISONING, HOSPITAL = "incidents/2018-skripal-poisoning", "incidents/2024-attack-on-childrens-hospital"
RESTRICTION, ANNOUNCEMENT = "incidents/restriction-of-diplomats-movement", "incidents/lipavsky-announcement"
STUDY, LAW = "incidents/2016-masaryk-study", "incidents/2025-02-06-citizenship-law"
BIS, BIS_SAYS = "organisations/bis", ["2015-bis-assessment", "2018-12-bis-disclosure", "2018-network-broken-up"]
CHARGED = "incidents/kurbangaleeva-charged"
JOURNALIST = "people/farida-kurbangaleeva"
ACCUSATION, COMMUNITY = "incidents/accusation-against-embassy", "organisations/russian-community"


def holders(api, words):
    """(standing, holder) of every statement that holds these words."""
    found = [claim for _, claim in api.statements() if words.lower() in claim["text"].lower()]
    return {(claim["standing"], api.key(claim.get("holder"))) for claim in found}


def test_russian_sabotage_is_never_said_in_our_own_voice(api):
    named = r"sabotage\b.*(Vrbětice|Unit 29155|unit)|explosions? .*sabotage|it was sabotage"
    said = [(key, claim) for key, claim in api.statements() if re.search(named, claim["text"])]
    assert len(said) >= 6
    assert [key for key, claim in said if claim["standing"] not in ("attributed", "alleged")] == []
    assert {api.record(key)["standing"] for key in EXPLOSIONS} == {"attributed"}
    assert not any("sabotage" in text for text in (api.record("dossier")["lead"], api.record("dossier")["summary"]))


def test_two_men_are_accused_once_and_their_pages_say_that_it_is_an_allegation(api):
    for man in MEN:
        assert api.listed("timeline", who=man) == [ATTRIBUTION]
        assert api.note(man).startswith("What stands here is an allegation.")
        about_vrbetice = [claim for claim in api.record(man)["claims"] if "Salisbury" not in claim["text"]]
        assert {claim["standing"] for claim in about_vrbetice} == {"alleged"}
    accused = {(api.key(part["who"]), part.get("alleged")) for part in api.record(ATTRIBUTION)["participations"]}
    assert {(man, True) for man in MEN} <= accused


def test_the_poisoning_is_laid_at_nobodys_door(api):
    assert set(api.who(POISONING)) == {"people/sergei-skripal", "people/yulia-skripal", "countries/united-kingdom"}
    assert "attributions" not in api.record(POISONING)
    assert "does not say here who poisoned them" in api.note(POISONING)
    elsewhere = [text for man in MEN for text in api.said(man) if "Salisbury" in text]
    assert [text for text in elsewhere if "without saying by whom" not in text] == []


def test_possibly_destined_for_ukraine_or_syria_stays_possible(api):
    arms = [claim for _, claim in api.statements() if re.search(r"\barms\b", claim["text"], re.IGNORECASE)]
    assert len(arms) >= 4
    assert [claim["text"] for claim in arms if not re.search(r"\bmay have been\b", claim["text"])] == []
    assert {claim["standing"] for claim in arms} == {"alleged"}
    bound = {"countries/ukraine", "countries/syria"}
    assert [key for key in (*EXPLOSIONS, ATTRIBUTION) if bound & set(api.who(key))] == []


def test_the_expelled_diplomats_are_called_spies_by_the_czech_side_and_perpetrators_by_nobody(api):
    spies = [claim for claim in api.record(EXPULSION)["claims"] if "spies" in claim["text"]]
    assert [(claim["standing"], api.key(claim["holder"])) for claim in spies] == [("attributed", CZECHS)]
    assert api.who(EXPULSION, *ACCUSING_ROLES) == []
    assert "not said to have taken part in the explosions" in api.note(EXPULSION)


def test_the_two_diplomats_of_2009_are_not_accused_themselves(api):
    earlier = "incidents/2009-expulsion-of-two"
    assert api.who(earlier, *ACCUSING_ROLES) == []
    assert "whether the two themselves were accused of it, is not stated" in api.note(earlier)


def test_kremlin_friendly_is_the_word_of_a_broadcaster(api):
    said = api.saying("Kremlin-friendly")
    assert "people/milos-zeman" in said
    assert holders(api, "Kremlin-friendly") == {("attributed", "organisations/radio-free-europe")}
    texts = [text for found in said.values() for text in found]
    assert [text for text in texts if "Radio Free Europe" not in text or "“Kremlin-friendly”" not in text] == []


def test_madman_is_zemans_word_and_stands_in_quotation_marks(api):
    assert holders(api, "madman") == {("attributed", "people/milos-zeman")}
    assert [text for texts in api.saying("madman").values() for text in texts if "“madman”" not in text] == []


def test_defying_nato_and_the_union_is_a_judgement_of_the_source(api):
    said = [
        claim["text"] for _, claim in api.statements() if re.search(r"official line|going against NATO", claim["text"])
    ]
    assert len(said) >= 3
    assert [text for text in said if not re.search(r"[Tt]he source (holds|sees)", text)] == []


def test_the_comment_is_cited_to_the_outlet_through_the_article_that_quotes_it(api):
    claim = next(claim for claim in api.record(EXPULSION)["claims"] if "Bloomberg" in claim["text"])
    assert (claim["standing"], api.key(claim["holder"])) == ("attributed", "organisations/bloomberg-news")
    proofs = [part for part in api.record(EXPULSION)["citations"] if part["anchor"] == f"claims/{claim['n']}/text"]
    assert {(api.key(part["source"]), api.key(part.get("through"))) for part in proofs} == {
        ("sources/bloomberg-news-on-zeman", "sources/czech-republic-russia-relations")
    }
    assert "access_points" not in api.record("sources/bloomberg-news-on-zeman")


def test_the_article_does_not_say_who_attacked_the_hospital_and_neither_do_we(api):
    assert api.who(HOSPITAL, "initiator", *ACCUSING_ROLES) == []
    assert "attributions" not in api.record(HOSPITAL)
    assert "nor who carried it out" in api.note(HOSPITAL)
    assert HOSPITAL not in api.listed("incidents", direction="second-to-first")
    assert holders(api, "dregs of humanity") == {("attributed", "people/jan-lipavsky")}


def test_what_the_agency_says_of_russian_espionage_stays_its_statement(api):
    for key in (*(f"incidents/{name}" for name in BIS_SAYS), "incidents/bis-report-2006", "incidents/bis-report-2024"):
        record = api.record(key)
        assert record["standing"] == "attributed", key
        assert {api.key(claim["holder"]) for claim in record["claims"]} == {BIS}, key
        assert {part["alleged"] for part in record["participations"] if part["role"] in ACCUSING_ROLES} == {True}, key
        assert {row["reply"] for row in record["attributions"]} == {"none_found"}, key


def test_what_the_article_adds_after_the_report_is_not_put_into_the_agencys_mouth(api):
    rows = api.record("incidents/bis-report-2006")["attributions"]
    article = "sources/czech-republic-russia-relations"
    assert [row["n"] for row in rows if api.key(row["by"]) == article] == [4, 5]
    assert "those two attributions are the article's own" in api.note("incidents/bis-report-2006")


def test_recruiting_agents_of_influence_is_an_accusation_by_representatives(api):
    assert holders(api, "agents of influence") == {("alleged", COMMUNITY)}
    assert api.record(ACCUSATION)["standing"] == "alleged"
    assert "leaves open who set up the Coordinating Council" in api.note(ACCUSATION)
    assert "not that of the whole community" in api.note(COMMUNITY)


def test_the_study_calls_one_website_a_source_of_disinformation_and_not_the_other(api):
    assert holders(api, "disinformation") == {("attributed", "organisations/masaryk-university")}
    assert not any("disinformation" in text for text in api.said("organisations/sputnik"))
    assert api.who(STUDY, *ACCUSING_ROLES) == ["organisations/parlamentni-listy"]
    assert holders(api, "pro-Russian website") <= {
        ("attributed", "organisations/masaryk-university"),
        ("established", None),  # that there is a study about them is a fact
    }


def test_forty_websites_are_an_estimate_of_officials(api):
    series = api.record("series/websites-estimate")
    assert "as Czech officials estimate" in series["definition"]
    assert api.note("series/websites-estimate").startswith("An estimate, and that of Czech officials")


def test_the_aim_of_propaganda_is_the_opinion_of_one_man(api):
    claims = api.record("people/tomas-prouza")["claims"]
    assert [(claim["standing"], api.key(claim["holder"])) for claim in claims] == [
        ("attributed", "people/tomas-prouza")
    ]
    assert "neither his office" in api.note("people/tomas-prouza")


def test_critics_of_the_law_are_unnamed_and_their_words_stay_theirs(api):
    judging = [
        c["text"] for _, c in api.statements() if re.search("discriminat|European values|opponents of Putin", c["text"])
    ]
    assert len(judging) >= 2
    assert [text for text in judging if not re.search("[Cc]ritics", text)] == []
    assert "critics without naming them" in api.note(LAW)


def test_the_journalists_denial_stands_beside_the_charge(api):
    charge = api.record(CHARGED)["attributions"][0]
    assert (api.key(charge["by"]), charge.get("settled", False), charge["reply"]) == (RUSSIA, False, "denies")
    assert api.key(charge["reply_by"]) == JOURNALIST
    assert holders(api, "made up") == {("attributed", JOURNALIST)}
    assert holders(api, "justifying terrorism") == {("attributed", JOURNALIST)}  # what she believes, not a charge
    did_it = [claim for claim in api.record(JOURNALIST)["claims"] if "held to have done" in claim["text"]]
    assert [(claim["standing"], api.key(claim["holder"])) for claim in did_it] == [("alleged", RUSSIA)]


def test_foreign_agent_is_a_label_in_quotation_marks_wherever_it_stands(api):
    texts = [text for found in api.saying("foreign agent").values() for text in found]
    assert len(texts) >= 4
    assert [text for text in texts if "“foreign agent”" not in text] == []


def test_that_the_campaign_was_against_a_minority_is_how_the_source_describes_it(api):
    aimed = [c["text"] for _, c in api.statements() if "campaign" in c["text"] and "minority" in c["text"]]
    assert aimed
    assert [text for text in aimed if "the source describes" not in text] == []
    slogan = api.record("incidents/2024-stan-campaign")["claims"][-1]
    assert (slogan["standing"], api.key(slogan["holder"])) == ("attributed", "organisations/stan")


def test_first_in_europe_and_what_is_expected_are_claims_of_an_undated_news_piece(api):
    texts = [claim["text"] for claim in api.record(RESTRICTION)["claims"]]
    own_view = r"\bfirst\b|wider change|expects|concern is growing|warning"
    judging = [text for text in texts if re.search(own_view, text)]
    assert len(judging) >= 4
    assert [
        text
        for text in judging
        if not re.match("The news piece|In the view of the news piece|It (names|expects)", text)
    ] == []
    assert "is its own comment or forecast" in api.note(RESTRICTION)
    assert "Whether other states took such measures is not known" in api.note(ANNOUNCEMENT)


def test_networks_under_cover_are_alleged_by_officials_and_not_answered(api):
    hidden = [claim for claim in api.record(RESTRICTION)["claims"] if "networks of agents" in claim["text"]]
    assert [(claim["standing"], api.key(claim["holder"])) for claim in hidden] == [
        ("alleged", "organisations/czech-intelligence-agencies")
    ]
    assert api.record(RESTRICTION)["attributions"][0]["reply"] == "none_found"


@pytest.mark.parametrize("label", ["pro-Soviet", "pro-German", "Russophile"])
def test_a_label_of_the_article_is_called_its_own(api, label):
    texts = [text for found in api.saying(label).values() for text in found]
    assert texts
    assert [text for text in texts if not re.search("source|described", text)] == []


def test_whatever_is_not_established_names_its_holder_and_whoever_is_accused_only_allegedly(api):
    assert [
        key for key, claim in api.statements() if claim["standing"] != "established" and "holder" not in claim
    ] == []
    for key in api.listed("incidents"):
        accused = [part for part in api.record(key)["participations"] if part["role"] in ACCUSING_ROLES]
        assert [part["n"] for part in accused if part.get("alleged") is not True] == [], key


def test_the_czech_summary_of_what_is_attributed_says_whose_finding_it_is(api):
    """Readers of Czech see the same certainty: `podle`, a verb of saying, or the authorities that found it."""
    markers = r"[Pp]odle|dospěl|označ|oznámil|uvedla|hovořila|obviňuj"
    summaries = {key: api.item(key) for key in api.listed("incidents")}
    bare = {
        key: item["summary"]["cs"]
        for key, item in summaries.items()
        if item["standing"] != "established" and not re.search(markers, item["summary"]["cs"])
    }
    assert bare == {}
    assert sum(item["standing"] != "established" for item in summaries.values()) >= 9
