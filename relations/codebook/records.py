"""One-line definitions of records, profiles and acts, and what admits a record. Words only; no reading, no page."""

from django.utils.translation import gettext_lazy as _

from relations.vocabularies import (
    ChangeKind,
    MembershipStatus,
    Op,
    OrganisationKind,
    PlaceKind,
    RecordType,
    State,
    WithdrawalReason,
)

DEFINITIONS = {
    RecordType: {
        RecordType.INCIDENT: _("Something that happened between the states, or that bears on their relation."),
        RecordType.VISIT: _("A meeting in person of people who represent the states."),
        RecordType.SOURCE: _("A text, document or data set on which statements rest."),
        RecordType.PERSON: _("Somebody who is named in the record."),
        RecordType.ORGANISATION: _("A public body, mission, party, company, newsroom or other body that is named."),
        RecordType.COUNTRY: _("A state of today or of the past."),
        RecordType.PLACE: _("A site, town or region where something happened."),
        RecordType.SERIES: _("Figures of one thing over time, counted in one way."),
        RecordType.DOSSIER: _("The relation of two sides: its lead, sections, eras and table of facts."),
    },
    OrganisationKind: {
        OrganisationKind.GOVERNMENT: _("A government, ministry, authority or head of state’s office."),
        OrganisationKind.PARLIAMENT: _("A parliament, one of its chambers or committees."),
        OrganisationKind.COURT: _("A court or tribunal."),
        OrganisationKind.PARTY: _("A political party or movement."),
        OrganisationKind.INTERNATIONAL: _("An organisation or alliance of states."),
        OrganisationKind.MEDIA: _("A newspaper, broadcaster, agency or online newsroom."),
        OrganisationKind.COMPANY: _("A business, whoever owns it."),
        OrganisationKind.UNIVERSITY: _("A university, academy or institute of research."),
        OrganisationKind.EMBASSY: _(
            "The mission of a state in the capital of another, led by an ambassador or chargé d’affaires."
        ),
        OrganisationKind.CONSULATE: _(
            "An office that serves citizens and trade of the sending state outside its embassy."
        ),
        OrganisationKind.PERMANENT_MISSION: _("The mission of a state to an international organisation."),
        OrganisationKind.INTELLIGENCE: _("An intelligence, counter-intelligence or security service."),
        OrganisationKind.MILITARY: _("An army, unit or armed group."),
        OrganisationKind.OTHER: _("None of the other kinds."),
    },
    PlaceKind: {
        PlaceKind.SITE: _("One place on the map: a depot, a building, a monument."),
        PlaceKind.CITY: _("A town or village as a whole."),
        PlaceKind.REGION: _("An area larger than a town; maps draw no point for it."),
    },
    MembershipStatus: {
        MembershipStatus.MEMBER: _("Belongs to the body with all rights."),
        MembershipStatus.OBSERVER: _("Takes part without the rights of a member."),
        MembershipStatus.SUSPENDED: _("Is still a member, and its rights are suspended."),
        MembershipStatus.LEFT: _("Left of its own will."),
        MembershipStatus.EXPELLED: _("Was made to leave."),
    },
    ChangeKind: {
        ChangeKind.FIRST: _("The record appears."),
        ChangeKind.MINOR: _("Only the wording changed; not announced."),
        ChangeKind.UPDATE: _(
            "The world moved, or a new source became known; what stood there was right when it was written."
        ),
        ChangeKind.CORRECTION: _("We were wrong; the note says what was wrong and what is right."),
        ChangeKind.CLARIFICATION: _("What stood there could be misread; the note says how it is meant."),
    },
    Op: {
        Op.PUBLISH: _("A version became public."),
        Op.WITHDRAW: _("One publisher took the record off the public site; a second one has to confirm."),
        Op.CONFIRM_WITHDRAWAL: _("A second publisher confirmed the withdrawal; the notice gives the reason in words."),
        Op.REINSTATE: _("A second publisher reversed an unconfirmed withdrawal; the same version is public again."),
        Op.MERGE: _("The record turned out to be the same as another one, which now stands for both."),
        Op.VANISH: _("Every text of the record was removed for good; its number and dates stay."),
    },
    WithdrawalReason: {
        WithdrawalReason.ERROR: _("The record cannot stand even when corrected."),
        WithdrawalReason.SOURCE_RETRACTED: _("Whoever published the source took it back."),
        WithdrawalReason.DUPLICATE: _("Another record says the same and stays."),
        WithdrawalReason.LEGAL: _("A court order, or a claim that the editors accept."),
        WithdrawalReason.PRIVACY: _("The interest of a person outweighs that of readers."),
    },
    State: {
        State.PUBLIC: _("The record can be read."),
        State.WITHDRAWN: _("Its address answers with a notice: date, reason, replacement."),
        State.MERGED: _("Its address leads to the record that stands for it."),
        State.VANISHED: _("Its address says that something stood here, and nothing else."),
    },
}

# What admits a record of each type.
INCLUSION = {
    RecordType.INCIDENT: _(
        "At least one of the two sides, or somebody who acts for one, did it, suffered it or answered it, "
        "and a source says so that readers can find."
    ),
    RecordType.VISIT: _("Somebody who represents one side meets, in person, somebody who represents the other."),
    RecordType.SOURCE: _("A published record rests on it, or it is cited through another source that we have read."),
    RecordType.PERSON: _(
        "A published record names the person in a part that bears on the relation; nothing private is kept."
    ),
    RecordType.ORGANISATION: _("A published record names the body as acting, concerned, publishing or employing."),
    RecordType.COUNTRY: _(
        "A published record names the state; third states too, for what they did or said about the relation."
    ),
    RecordType.PLACE: _("A published record happened there, or a mission has its seat there."),
    RecordType.SERIES: _("A source gives the figures with their period and unit; we compute none of our own."),
    RecordType.DOSSIER: _("Two sides whose relation is kept as a whole."),
}
